package zoodip.cli.experiment.report;

import com.google.protobuf.util.Timestamps;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.cli.experiment.plan.UnetRows;
import zoodip.v1.Scores;
import zoodip.v1.TrainingJob;

/**
 * A training of a plan that is done and scored.
 *
 * @param subject what the plan calls it
 * @param job as it ended
 * @param scores of what it learned
 */
public record CellResult(
    String subject, MethodVariant variant, long seed, TrainingJob job, Scores scores) {

  /** Steps that it took: fewer than it was asked for if its probes ended it. */
  int steps() {
    return job.getProgress().getDone();
  }

  /** Rows of the UNet that these took. */
  long rows() {
    return UnetRows.of(job.getSettings().toBuilder().setSteps(steps()).build());
  }

  /** From its first start to its end: also the time in which others were in its batches. */
  double seconds() {
    return (Timestamps.toMillis(job.getEndTime()) - Timestamps.toMillis(job.getStartTime()))
        / 1000.0;
  }
}
