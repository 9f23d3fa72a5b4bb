package zoodip.cli.experiment;

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

  /** {@code published directions=2, mug-01, seed 3}. */
  String name() {
    return "%s, %s, seed %d".formatted(variant.name(), subject, seed);
  }
}
