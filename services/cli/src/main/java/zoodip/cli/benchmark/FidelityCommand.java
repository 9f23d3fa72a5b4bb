package zoodip.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.Precision;

/** Measures whether a training mode keeps the signal. */
@Command(
    name = "fidelity",
    description = {
      "Measures signal fidelity: the correlation of the loss differences of a training mode with"
          + " those of fp32, over random directions and steps. Below 0.95 a mode is no good for"
          + " training at that smoothing (mu). Compares all modes that this machine has, on photos"
          + " of a toy.",
      "",
      "prediction_error is how far what the UNet predicts is from fp32's, relative to its size (root"
          + " mean square over 16 steps)."
    },
    footer = {"%nExample:", "  zoodip benchmark fidelity --model toybox/ --smoothing 0.001"})
final class FidelityCommand extends MeasurementCommand {
  /** Steps whose predictions are compared. */
  private static final int PREDICTIONS = 16;

  private record Signals(double[] differences, double[] predictions) {}

  @Mixin private BenchmarkModelOptions choice;

  @Option(
      names = "--directions",
      paramLabel = "N",
      defaultValue = "256",
      description = "Random directions, two a step (default: 256).")
  private int directions;

  @Option(
      names = "--smoothing",
      paramLabel = "MU",
      defaultValue = "0.01",
      description = "mu: how far a candidate is moved along a direction (default: 0.01).")
  private double smoothing;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Of the photo (default: the model's own).")
  private Integer resolution;

  @Override
  void measure(BenchmarkReport report) {
    if (directions < 2 || !(smoothing > 0)) {
      throw new UsageException("--directions is at least 2, and --smoothing over 0");
    }
    report.put("model", choice.describe());
    report.put("directions", directions).put("smoothing", smoothing);
    Signals reference = signals(Precision.FP32, Compute.FP32);
    Map<String, Object> fidelity = new LinkedHashMap<>();
    Map<String, Object> errors = new LinkedHashMap<>();
    for (TrainerMode mode : TrainerMode.available(choice.device())) {
      progress("%s weights, %s arithmetic", name(mode.precision()), name(mode.compute()));
      Signals signals = signals(mode.precision(), mode.compute());
      String name = mode.label();
      fidelity.put(
          name,
          SummaryStatistics.rounded(correlation(reference.differences(), signals.differences())));
      errors.put(
          name, SummaryStatistics.rounded(error(reference.predictions(), signals.predictions())));
    }
    report.put("fidelity", fidelity);
    report.put("prediction_error", errors);
  }

  private Signals signals(Precision precision, Compute compute) {
    try (DiffusionModel model = choice.open(precision, compute)) {
      int side = resolution == null ? model.info().pixels() : resolution;
      TrainingSignals steps = new TrainingSignals(model, smoothing, side);
      return new Signals(steps.differences(directions), steps.predictions(PREDICTIONS));
    }
  }

  /** Root mean square of the differences, relative to that of {@code exact}. */
  static double error(double[] exact, double[] other) {
    double differences = 0;
    double size = 0;
    for (int i = 0; i < exact.length; i++) {
      differences += (other[i] - exact[i]) * (other[i] - exact[i]);
      size += exact[i] * exact[i];
    }
    return Math.sqrt(differences / size);
  }

  static double correlation(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
