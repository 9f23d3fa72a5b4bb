package zoodip.trainer.previews;

import java.util.Optional;
import java.util.stream.LongStream;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.GenerationSettings;

/**
 * Which previews a training has, and what is generated for each: always the same prompt and the
 * same seed, so that they differ by what was learned alone.
 *
 * @param interval steps from one to the next
 * @param steps of the whole training
 */
record PreviewPlan(int interval, long steps, ImageRequest image, GenerationOptions options) {
  private static final long SEED = 0;

  /** Empty if the job wants none. */
  static Optional<PreviewPlan> of(TrainingSpec spec) {
    if (spec.getPreviewInterval() == 0 || spec.getPreviewPrompt().isEmpty()) {
      return Optional.empty();
    }
    GenerationSettings generation = spec.getPreviewGeneration();
    return Optional.of(
        new PreviewPlan(
            spec.getPreviewInterval(),
            spec.getSettings().getSteps(),
            new ImageRequest(
                spec.getPreviewPrompt(), "", SEED, generation.getWidth(), generation.getHeight()),
            new GenerationOptions(
                Optional.of(generation.getScheduler()),
                generation.getSteps(),
                generation.getGuidanceScale(),
                1)));
  }

  boolean isDue(long step) {
    return step % interval == 0 || step == steps;
  }

  /** The steps up to {@code last} that have a preview, 0 being before the first. */
  LongStream due(long last) {
    return LongStream.rangeClosed(0, last).filter(this::isDue);
  }

  static String file(long step) {
    return "previews/%06d.png".formatted(step);
  }
}
