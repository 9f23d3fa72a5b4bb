package zoodip.inference.generation;

import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerationSettings;

/** The sizes that a model can generate images in. */
final class GenerationSize {
  private GenerationSize() {}

  /**
   * Checks that the model can generate images of this size.
   *
   * @param factor pixels on a latent's side
   * @param mostPixels width times height at most
   * @throws ServiceException BAD_SETTINGS
   */
  static void check(GenerationSettings settings, int factor, int mostPixels) {
    checkSide("settings.width", settings.getWidth(), factor);
    checkSide("settings.height", settings.getHeight(), factor);
    if ((long) settings.getWidth() * settings.getHeight() > mostPixels) {
      throw bad(
          "settings",
          "%d x %d pixels are too many; at most %d are drawn here, width times height"
              .formatted(settings.getWidth(), settings.getHeight(), mostPixels));
    }
  }

  private static void checkSide(String field, int pixels, int factor) {
    if (pixels < factor || pixels % factor != 0) {
      int nearest = Math.max(1, Math.round((float) pixels / factor)) * factor;
      throw bad(
          field,
          "is %d pixels, but this model draws multiples of %d: take %d"
              .formatted(pixels, factor, nearest));
    }
  }

  private static ServiceException bad(String field, String problem) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_BAD_SETTINGS, field, field + " " + problem);
  }
}
