package zoodip.gateway.fold;

import java.util.Optional;
import zoodip.events.v1.JobSpec;
import zoodip.platform.kafka.Topics;
import zoodip.v1.EvaluationSettings;

/** What differs between trainings and evaluations. */
final class JobKinds {
  private JobKinds() {}

  /** The collection that a job of this spec is named in; empty if the spec is of no known kind. */
  static Optional<String> collection(JobSpec spec) {
    return switch (spec.getKindCase()) {
      case TRAINING -> Optional.of("trainingJobs");
      case EVALUATION -> Optional.of("evaluations");
      case KIND_NOT_SET -> Optional.empty();
    };
  }

  static Topics queue(JobSpec spec) {
    return switch (spec.getKindCase()) {
      case TRAINING -> Topics.TRAINING_REQUESTS;
      case EVALUATION -> Topics.EVALUATION_REQUESTS;
      case KIND_NOT_SET -> throw new IllegalArgumentException("A spec of no kind has no queue");
    };
  }

  /** Units of work of the whole job: steps of a training, images of an evaluation. */
  static int units(JobSpec spec) {
    return switch (spec.getKindCase()) {
      case TRAINING -> spec.getTraining().getSettings().getSteps();
      case EVALUATION -> images(spec.getEvaluation().getSettings());
      case KIND_NOT_SET -> 0;
    };
  }

  /** The images for diversity are the first prompt's, and the first of them serve for both. */
  private static int images(EvaluationSettings settings) {
    int each = settings.getImagesPerPrompt();
    return settings.getPromptsCount() * each + Math.max(0, settings.getDiversityImages() - each);
  }
}
