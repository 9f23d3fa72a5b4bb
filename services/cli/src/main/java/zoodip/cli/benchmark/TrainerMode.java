package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.Precision;

/**
 * How a trainer may hold and compute a model.
 *
 * @param precision of the weights
 * @param compute of the UNet
 */
record TrainerMode(Precision precision, Compute compute) {
  /** Those that this machine has. */
  static List<TrainerMode> available() {
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
}
