package zoodip.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long whole trainings would take, from what a few steps took: a projection, not a measurement.
 *
 * @param rowsOfStep rows of the UNet that a step takes
 * @param stepSeconds of a step
 * @param basisSeconds of one renewal of all bases, 0 for a method without
 */
record TrainingProjection(int rowsOfStep, double stepSeconds, double basisSeconds) {
  private static final int PUBLISHED_STEPS = 30_000;
  private static final int[] ROWS = {2_000, 4_000, 8_000, 12_000};
  private static final int INTERVAL = 50;
  private static final double HOUR = 3_600;

  /** Hours to numbers of rows with a basis every 50 steps, and the share that bases have. */
  Map<String, Object> alongSensitivityDirections() {
    Map<String, Object> hours = new LinkedHashMap<>();
    for (int rows : ROWS) {
      double steps = Math.floor((double) rows / rowsOfStep);
      double seconds = steps * stepSeconds + Math.ceil(steps / INTERVAL) * basisSeconds;
      hours.put("rows_" + rows, SummaryStatistics.rounded(seconds / HOUR));
    }
    double ofSteps = INTERVAL * stepSeconds;
    hours.put("share_of_bases", SummaryStatistics.rounded(basisSeconds / (basisSeconds + ofSteps)));
    return hours;
  }

  /** Hours of the published number of steps. */
  Map<String, Object> published() {
    Map<String, Object> hours = new LinkedHashMap<>();
    hours.put(
        "steps_" + PUBLISHED_STEPS,
        SummaryStatistics.rounded(PUBLISHED_STEPS * stepSeconds / HOUR));
    return hours;
  }
}
