package zoodip.cli.experiment.report;

import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.v1.Scores;
import zoodip.v1.TrainingSettings;

/**
 * A training of a plan that is done and scored.
 *
 * @param subject what the plan calls it
 * @param settings all that it had, or those that are known
 * @param rows of the UNet that it took
 * @param seconds from its first start to its end: also the time in which others were in its batches
 * @param scores of what it learned
 * @param source where it was read: a server, or a file
 */
public record CellResult(
    String subject,
    MethodVariant variant,
    long seed,
    TrainingSettings settings,
    long rows,
    double seconds,
    Scores scores,
    Conditions conditions,
    String source) {

  /** Which training it is. */
  public CellKey key() {
    return new CellKey(subject, variant.name(), seed);
  }

  /** Whether both were one training, wherever they were read. */
  boolean isSame(CellResult other) {
    return key().equals(other.key())
        && rows == other.rows
        && seconds == other.seconds
        && scores.equals(other.scores);
  }
}
