package zoodip.cli.experiment.report;

/**
 * A mean and where it lies with a probability of 95 percent.
 *
 * @param low the 2.5th percentile
 * @param high the 97.5th percentile
 */
record ConfidenceInterval(double mean, double low, double high) {
  /** Whether all of it is on one side of 0. */
  boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
