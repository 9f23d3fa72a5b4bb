package zoodip.diffusion.unet;

import java.util.Locale;
import java.util.Optional;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.engine.KernelChoiceCache;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;

/**
 * Which arithmetic a training computes a UNet's layers with: the faster one of those that keep the
 * loss differences, fp32 and {@linkplain Compute#INT8 int8 differences}.
 *
 * <p>It is measured at the first use of a model's shapes on a machine and remembered there, so that
 * a training that goes on after a restart goes on in the same arithmetic. fp32 stays unless int8 is
 * clearly faster: machines of one kind must come to one result. All layers of a network follow one
 * choice, since int8's exact sums are what makes a row's bits independent of its batch; each layer
 * for itself, Stable Diffusion would gain a hundredth.
 */
final class KernelChoice {
  /** How much faster int8 must be than fp32. */
  private static final double CLEARLY = 1.25;

  private static final int TOKENS = 77;

  /** Theta and two directions. */
  private static final long ROWS = 3;

  /** Small networks are trained with more candidates, or jobs, in a batch. */
  private static final long MOST_ROWS = 4 * ROWS;

  private static final long PIXELS_OF_LARGE = 64 * 64;

  private KernelChoice() {}

  /** The options with the arithmetic of training chosen; others stay as they are. */
  static ModelOptions of(UNetConfig config, ModelOptions options) {
    return options.compute() == Compute.TRAINING
        ? options.withCompute(training(config, options))
        : options;
  }

  private static Compute training(UNetConfig config, ModelOptions options) {
    boolean possible =
        options.precision() == Precision.INT8 && options.isOnCpu() && CpuFeatures.multipliesInt8();
    if (!possible) {
      return Compute.FP32;
    }
    return KernelChoiceCache.recall(
        key(config),
        KernelChoice::parse,
        () -> measured(config, options).name().toLowerCase(Locale.ROOT));
  }

  private static Compute measured(UNetConfig config, ModelOptions options) {
    long side = config.sampleSize();
    long rows = Math.min(MOST_ROWS, Math.max(ROWS, ROWS * PIXELS_OF_LARGE / (side * side)));
    KernelBenchmark times = new KernelBenchmark(UNetFlops.of(config, side * side, TOKENS), rows);
    double fp32 = times.seconds(options, Compute.FP32);
    double int8 = times.seconds(options, Compute.INT8);
    return int8 * CLEARLY < fp32 ? Compute.INT8 : Compute.FP32;
  }

  /** What the times depend on. */
  private static String key(UNetConfig config) {
    return String.join(
        "|",
        "unet layers of a training",
        CpuFeatures.name(),
        TorchThread.shared().threads() + " threads",
        "widths " + config.channels(),
        "latents " + config.sampleSize(),
        "blocks " + config.blocks(),
        "context " + config.contextWidth());
  }

  private static Optional<Compute> parse(String text) {
    for (Compute compute : new Compute[] {Compute.FP32, Compute.INT8}) {
      if (compute.name().equalsIgnoreCase(text)) {
        return Optional.of(compute);
      }
    }
    return Optional.empty();
  }
}
