package zoodip.cli.experiment;

import zoodip.v1.Evaluation;

/**
 * The evaluation of a subject's class word: what the model draws without a concept.
 *
 * @param subject what the plan calls it
 * @param request names its creates
 * @param wanted what the server is asked for
 */
record ClassWordScoring(String subject, String request, Evaluation wanted) {
  String name() {
    return "the class word, " + subject;
  }
}
