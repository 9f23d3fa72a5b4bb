package zoodip.cli.experiment.report;

import zoodip.v1.Scores;

/**
 * What the model draws for a subject's class word, without a concept.
 *
 * @param subject what the plan calls it
 * @param source where it was read: a server, or a file
 */
public record ClassWordResult(String subject, Scores scores, Conditions conditions, String source) {

  /** Whether both have the same scores, as tables show them. */
  boolean hasScoresOf(ClassWordResult other) {
    return ScoreKind.columns(scores).equals(ScoreKind.columns(other.scores));
  }
}
