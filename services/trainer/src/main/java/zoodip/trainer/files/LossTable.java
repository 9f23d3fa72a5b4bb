package zoodip.trainer.files;

import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import zoodip.trainer.training.LossCurve;
import zoodip.zeroth.journal.ProbeLoss;

/**
 * The losses of a training in CSV, one row a step. With probes there is a column for them, empty at
 * steps that none follows, and a row for the one before the first step.
 */
final class LossTable {
  private static final String COLUMNS = "step,loss,smoothed";

  private LossTable() {}

  static String of(LossCurve curve) {
    Map<Long, String> probes =
        curve.probes().stream()
            .collect(
                Collectors.toMap(ProbeLoss::step, probe -> Float.toString((float) probe.loss())));
    return probes.isEmpty()
        ? COLUMNS + "\n" + rows(curve, step -> "")
        : COLUMNS + ",probe\n" + before(probes) + rows(curve, step -> "," + at(probes, step));
  }

  private static String before(Map<Long, String> probes) {
    return probes.containsKey(0L) ? "0,,," + probes.get(0L) + "\n" : "";
  }

  private static String at(Map<Long, String> probes, long step) {
    return probes.getOrDefault(step, "");
  }

  private static String rows(LossCurve curve, LongFunction<String> probe) {
    double[] losses = curve.losses();
    double[] smoothed = curve.smoothedLosses();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < losses.length; i++) {
      rows.append(i + 1).append(',').append((float) losses[i]);
      rows.append(',').append((float) smoothed[i]).append(probe.apply(i + 1)).append('\n');
    }
    return rows.toString();
  }
}
