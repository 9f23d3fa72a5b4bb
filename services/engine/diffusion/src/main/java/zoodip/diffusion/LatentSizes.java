package zoodip.diffusion;

import zoodip.diffusion.latent.LatentModel;

/** Checks that images have a size that a model can draw. */
final class LatentSizes {
  private LatentSizes() {}

  static void check(LatentModel model, int width, int height) {
    int factor = model.vae().factor();
    if (width < factor || height < factor || width % factor != 0 || height % factor != 0) {
      throw new PromptException(
          "a picture of "
              + width
              + " x "
              + height
              + " pixels cannot be drawn: both sides must be multiples of "
              + factor);
    }
  }
}
