package zoodip.cli.experiment;

import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.v1.TrainingJob;

/**
 * One training of a plan.
 *
 * @param subject what the plan calls it
 * @param request names its creates: the same for every run of the plan
 * @param wanted what the server is asked for
 */
record ExperimentCell(
    String subject, MethodVariant variant, long seed, String request, TrainingJob wanted) {

  CellKey key() {
    return new CellKey(subject, variant.name(), seed);
  }

  /** For people. */
  String name() {
    return key().text();
  }
}
