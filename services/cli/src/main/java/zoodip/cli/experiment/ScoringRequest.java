package zoodip.cli.experiment;

import zoodip.v1.Evaluation;

/**
 * An evaluation that is asked for by itself: of a subject's class word, or once more of what a
 * training has learned.
 *
 * @param name for people
 * @param subject what the plan calls it
 * @param request names its creates
 * @param wanted what the server is asked for
 */
record ScoringRequest(String name, String subject, String request, Evaluation wanted) {
  /** What the model draws for the subject without a concept. */
  static ScoringRequest ofClassWord(String subject, String request, Evaluation wanted) {
    return new ScoringRequest("the class word, " + subject, subject, request, wanted);
  }
}
