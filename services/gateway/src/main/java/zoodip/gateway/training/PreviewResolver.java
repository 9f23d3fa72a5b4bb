package zoodip.gateway.training;

import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.DefaultGeneration;
import zoodip.v1.ErrorReason;
import zoodip.v1.LearnableProperty;
import zoodip.v1.Model;
import zoodip.v1.Subject;

/** What a training's previews show, and how many there may be. */
final class PreviewResolver {
  private static final int MOST = 200;

  private PreviewResolver() {}

  /**
   * Plans the previews of a training whose interval, steps and placeholder are set; none for an
   * interval of 0.
   *
   * @throws ServiceException BAD_SETTINGS if there would be too many
   */
  static void add(TrainingSpec.Builder spec, Subject subject, Model model) {
    if (spec.getPreviewInterval() == 0) {
      return;
    }
    requireFew(spec.getPreviewInterval(), spec.getSettings().getSteps());
    spec.setPreviewPrompt(prompt(spec, subject.getLearnableProperty()))
        .setPreviewGeneration(DefaultGeneration.of(model));
  }

  private static String prompt(TrainingSpec.Builder spec, LearnableProperty property) {
    return property == LearnableProperty.LEARNABLE_PROPERTY_STYLE
        ? "a %s in the style of %s".formatted(spec.getClassWord(), spec.getPlaceholder())
        : "a %s %s".formatted(spec.getPlaceholder(), spec.getClassWord());
  }

  private static void requireFew(int interval, int steps) {
    int count = 1 + steps / interval + (steps % interval == 0 ? 0 : 1);
    if (count > MOST) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_BAD_SETTINGS,
          "training_job.preview_interval",
          "is %d: that makes %d previews of %d steps, and there may be %d; use %d or more, or 0 for none"
              .formatted(interval, count, steps, MOST, leastInterval(steps)));
    }
  }

  private static int leastInterval(int steps) {
    return (steps + MOST - 2) / (MOST - 1);
  }
}
