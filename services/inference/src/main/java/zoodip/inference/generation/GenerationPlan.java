package zoodip.inference.generation;

import zoodip.diffusion.generation.GenerationOptions;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/**
 * What all images of a call have in common; rows of equal plans can be generated in one batch.
 *
 * @param model its description
 * @param settings all set; the scheduler may be empty for the model's own
 */
record GenerationPlan(Model model, GenerationSettings settings) {

  /**
   * Rows that fit in one batch: fewer of images larger than the model's own size.
   *
   * @param ofOwnSize how many of that size fit
   */
  int batchRows(int ofOwnSize) {
    double ownPixels = (double) model.getResolution() * model.getResolution();
    double pixels = (double) settings.getWidth() * settings.getHeight();
    return (int) Math.max(1, Math.min(ofOwnSize, ofOwnSize * ownPixels / pixels));
  }

  /** What the images' files say of how they were generated: never an empty scheduler. */
  GenerationSettings effectiveSettings(String ownScheduler) {
    return settings.getScheduler().isEmpty()
        ? settings.toBuilder().setScheduler(ownScheduler).build()
        : settings;
  }

  GenerationOptions options(int rows) {
    return new GenerationOptions(
        java.util.Optional.of(settings.getScheduler()).filter(name -> !name.isEmpty()),
        settings.getSteps(),
        settings.getGuidanceScale(),
        rows);
  }
}
