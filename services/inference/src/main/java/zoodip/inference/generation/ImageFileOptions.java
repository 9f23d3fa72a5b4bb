package zoodip.inference.generation;

import zoodip.inference.v1.DrawRequest;

/**
 * What a call wants of its images' files.
 *
 * @param unmarkedPixels pixels as the model made them, without the watermark
 * @param omitPrompts nothing of the prompts
 */
record ImageFileOptions(boolean unmarkedPixels, boolean omitPrompts) {
  static ImageFileOptions of(DrawRequest request) {
    return new ImageFileOptions(request.getUnmarkedPixels(), request.getOmitPrompts());
  }
}
