package zoodip.cli.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;

/**
 * The fidelity of a device's training modes: the correlation of their loss differences with those
 * of fp32 on the processor.
 */
record DeviceFidelity(Path model, String device) {
  private static final double SMOOTHING = 1e-2;

  /** By mode; fp32 on the device itself is one of them. */
  Map<String, Object> of(int directions) {
    double[] reference = differences("cpu", Precision.FP32, Compute.FP32, directions);
    Map<String, Object> fidelity = new LinkedHashMap<>();
    put(fidelity, new TrainerMode(Precision.FP32, Compute.FP32), reference, directions);
    TrainerMode.available(device).forEach(mode -> put(fidelity, mode, reference, directions));
    return fidelity;
  }

  private void put(
      Map<String, Object> fidelity, TrainerMode mode, double[] reference, int directions) {
    double[] ofMode = differences(device, mode.precision(), mode.compute(), directions);
    fidelity.put(
        mode.label(), SummaryStatistics.rounded(FidelityCommand.correlation(reference, ofMode)));
  }

  private double[] differences(String on, Precision precision, Compute compute, int directions) {
    try (DiffusionModel opened =
        DiffusionModel.open(model, ModelOptions.on(on, precision, compute))) {
      return new TrainingSignals(opened, SMOOTHING, opened.info().pixels()).differences(directions);
    }
  }
}
