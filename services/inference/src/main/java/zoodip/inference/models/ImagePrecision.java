package zoodip.inference.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import zoodip.diffusion.engine.Devices;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.inference.InferenceConfig;

/**
 * Chooses what images are computed with where the configuration leaves it open: 16 bits where the
 * device multiplies them, else 32. On a processor with bfloat16, batches of the toybox take half
 * the time of fp32 and differ by 1.3 of 255 (root mean square).
 *
 * <p>Decided by what the processor says of itself and not by timing, so that a machine generates
 * the same images after every start.
 */
public final class ImagePrecision {
  private static final Logger LOG = Logger.getLogger(ImagePrecision.class);
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** Of tiles on x86, and of ARM, as Linux names them. */
  private static final Set<String> BF16_FEATURES = Set.of("amx_bf16", "bf16");

  /**
   * Without tiles, AMD's processors are faster in it than in fp32, Intel's slower: 127 GFLOP/s
   * against 205 on a virtual machine that is not given its tiles.
   */
  private static final String BF16_VECTORS = "avx512_bf16";

  private static final String INTEL = "GenuineIntel";

  private ImagePrecision() {}

  /** How models are held and computed. */
  public static ModelOptions options(InferenceConfig config) {
    String processor = processor();
    Compute fastest = fastest(config.device(), processor);
    Compute compute = config.compute().orElse(fastest);
    if (compute == Compute.W8A8 && !multipliesInt8(config.device(), processor)) {
      LOG.warnf("This machine does not multiply int8, pictures are computed in %s", fastest);
      compute = fastest;
    }
    Precision precision = config.precision().orElse(precision(compute));
    return ModelOptions.on(config.device(), precision, compute);
  }

  /** Whether {@link Compute#W8A8} is exact and fast: products of int8, and bfloat16 around them. */
  static boolean multipliesInt8(String device, String processor) {
    return Devices.isCpu(device)
        && List.of(processor.split("\\s+")).containsAll(Set.of("avx512_vnni", "avx512_bf16"));
  }

  /**
   * The fastest arithmetic that is good enough for images.
   *
   * @param processor what the operating system tells of the processor; empty if nothing
   */
  static Compute fastest(String device, String processor) {
    if (!Devices.isCpu(device)) {
      return Compute.FP16;
    }
    List<String> words = List.of(processor.split("\\s+"));
    boolean vectors = words.contains(BF16_VECTORS) && !words.contains(INTEL);
    return vectors || words.stream().anyMatch(BF16_FEATURES::contains)
        ? Compute.BF16
        : Compute.FP32;
  }

  private static Precision precision(Compute compute) {
    return switch (compute) {
      case FP32 -> Precision.FP32;
      case BF16 -> Precision.BF16;
      case FP16 -> Precision.FP16;
      case INT8, W8A8, TRAINING -> Precision.INT8;
    };
  }

  private static String processor() {
    if (!Files.isReadable(PROCESSOR)) {
      return "";
    }
    try {
      return Files.readString(PROCESSOR);
    } catch (IOException e) {
      LOG.info("The processor's features are unknown, pictures are computed in fp32", e);
      return "";
    }
  }
}
