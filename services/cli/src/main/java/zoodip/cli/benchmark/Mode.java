package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.Compute;
import zoodip.diffusion.Precision;
import zoodip.diffusion.engine.Processor;

/**
 * How a trainer may hold and compute a model.
 *
 * @param precision of the weights
 * @param compute of the UNet
 */
record Mode(Precision precision, Compute compute) {
  /** Those that this machine has. */
  static List<Mode> available() {
    List<Mode> modes = new ArrayList<>();
    modes.add(new Mode(Precision.INT8, Compute.FP32));
    if (Processor.multipliesInt8()) {
      modes.add(new Mode(Precision.INT8, Compute.INT8));
    }
    modes.add(new Mode(Precision.INT8, Compute.BF16));
    modes.add(new Mode(Precision.INT4, Compute.FP32));
    modes.add(new Mode(Precision.INT4, Compute.BF16));
    modes.add(new Mode(Precision.BF16, Compute.BF16));
    return modes;
  }
}
