package zoodip.platform.work;

import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.TrainingResult;

/** How an attempt ends when nothing goes wrong. */
public sealed interface AttemptResult {
  /** The training is done. */
  record Learned(TrainingResult result) implements AttemptResult {}

  /** The evaluation is done. */
  record Evaluated(EvaluationResult result) implements AttemptResult {}

  /** It stopped because cancel was requested. */
  record Cancelled() implements AttemptResult {}

  /** It stopped in good order, to be gone on with by another attempt. */
  record Suspended(String reason) implements AttemptResult {}

  /** It stopped because the job is no longer its own: nothing is said. */
  record Abandoned() implements AttemptResult {}
}
