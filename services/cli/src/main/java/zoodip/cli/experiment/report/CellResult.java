package zoodip.cli.experiment.report;

import java.util.Optional;
import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.v1.Scores;
import zoodip.v1.TrainingSettings;

/**
 * A training of a plan that is done and scored.
 *
 * @param subject what the plan calls it
 * @param settings all that it had, or those that are known
 * @param steps that it took: fewer than it was asked for if its probes ended it
 * @param rows of the UNet that these took
 * @param seconds from its first start to its end: also the time in which others were in its batches
 * @param scores of what it learned
 * @param probes if it had any
 * @param source where it was read: a server, or a file
 */
public record CellResult(
    String subject,
    MethodVariant variant,
    long seed,
    TrainingSettings settings,
    int steps,
    long rows,
    double seconds,
    Scores scores,
    Optional<ProbeFigures> probes,
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
