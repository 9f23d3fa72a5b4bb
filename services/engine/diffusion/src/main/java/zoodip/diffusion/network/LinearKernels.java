package zoodip.diffusion.network;

import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.engine.ModuleObject;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;

/** Which program computes linear layers and convolutions, and with what. */
final class LinearKernels {
  private static final int INT4_GROUP = 64;

  /** Smaller networks lose by the layout: the toybox's UNet takes half as long again. */
  private static final long CHANNELS_LAST_FROM = 1L << 24;

  private LinearKernels() {}

  /** The program text's name. */
  static String text(ModelOptions options) {
    return switch (options.compute()) {
      case INT8 -> "products_int8";
      case W8A8 -> "products_w8a8";
      case TRAINING, FP32, BF16, FP16 -> "products_float";
    };
  }

  /**
   * Its object, without weights yet.
   *
   * @param size numbers of all weights
   */
  static ModuleObject module(ModelOptions options, long size) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("weights", Map.of());
    attributes.put("scales", Map.of());
    attributes.put("shapes", Map.of());
    attributes.putAll(
        switch (options.compute()) {
          case INT8 -> Map.of("zeros", Map.of(), "packed", Map.of(), "bases", 0);
          case W8A8 -> eightBits();
          case TRAINING, FP32, BF16, FP16 -> floating(options, size);
        });
    return new ModuleObject("Products", attributes);
  }

  private static Map<String, Object> eightBits() {
    return Map.of(
        "zeros", Map.of(), "totals", Map.of(), "packed", Map.of(), "ends", Map.of(), "images", 0);
  }

  private static Map<String, Object> floating(ModelOptions options, long size) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("expanded", Map.of());
    attributes.put("expanded_bytes", 0);
    attributes.put("budget", options.weightCacheBytes());
    attributes.put("storage", ElementTypes.ofWeights(options.precision()));
    attributes.put("group", INT4_GROUP);
    attributes.put("compute", ElementTypes.of(options.compute()));
    attributes.put("nhwc", channelsLast(options, size));
    return attributes;
  }

  private static boolean channelsLast(ModelOptions options, long size) {
    return options.compute() == Compute.BF16
        && options.device().equals("cpu")
        && size >= CHANNELS_LAST_FROM;
  }
}
