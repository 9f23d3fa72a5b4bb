package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.engine.Devices;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.Precision;

/**
 * How a trainer may hold and compute a model.
 *
 * @param precision of the weights
 * @param compute of the UNet
 */
record TrainerMode(Precision precision, Compute compute) {
  private static final List<TrainerMode> OF_GPUS =
      List.of(
          new TrainerMode(Precision.INT8, Compute.FP32),
          new TrainerMode(Precision.INT8, Compute.BF16),
          new TrainerMode(Precision.INT8, Compute.FP16),
          new TrainerMode(Precision.INT4, Compute.FP32),
          new TrainerMode(Precision.FP16, Compute.FP16),
          new TrainerMode(Precision.BF16, Compute.BF16));

  /** Those that this machine has on a device. */
  static List<TrainerMode> available(String device) {
    return Devices.isCpu(device) ? ofProcessor() : OF_GPUS;
  }

  private static List<TrainerMode> ofProcessor() {
    List<TrainerMode> modes = new ArrayList<>();
    modes.add(new TrainerMode(Precision.INT8, Compute.FP32));
    if (CpuFeatures.multipliesInt8()) {
      modes.add(new TrainerMode(Precision.INT8, Compute.INT8));
    }
    modes.add(new TrainerMode(Precision.INT8, Compute.BF16));
    modes.add(new TrainerMode(Precision.INT4, Compute.FP32));
    modes.add(new TrainerMode(Precision.INT4, Compute.BF16));
    modes.add(new TrainerMode(Precision.BF16, Compute.BF16));
    return modes;
  }

  /** As reports call it: {@code int8/fp32}. */
  String label() {
    return (precision + "/" + compute).toLowerCase(Locale.ROOT);
  }
}
