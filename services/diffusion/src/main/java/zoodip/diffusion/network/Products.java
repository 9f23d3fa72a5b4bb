package zoodip.diffusion.network;

import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.ModelOptions;
import zoodip.diffusion.engine.ModuleObject;

/** Which program computes linear layers and convolutions, and with what. */
final class Products {
  private static final int INT4_GROUP = 64;

  private Products() {}

  /** The program text's name. */
  static String text(ModelOptions options) {
    return switch (options.compute()) {
      case INT8 -> "products_int8";
      case W8A8 -> "products_w8a8";
      case TRAINING, FP32, BF16, FP16 -> "products_float";
    };
  }

  /** Its object, without weights yet. */
  static ModuleObject module(ModelOptions options) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("weights", Map.of());
    attributes.put("scales", Map.of());
    attributes.put("shapes", Map.of());
    attributes.putAll(
        switch (options.compute()) {
          case INT8 -> Map.of("zeros", Map.of(), "packed", Map.of(), "bases", 0);
          case W8A8 -> Map.of("zeros", Map.of(), "packed", Map.of(), "ends", Map.of());
          case TRAINING, FP32, BF16, FP16 -> floating(options);
        });
    return new ModuleObject("Products", attributes);
  }

  private static Map<String, Object> floating(ModelOptions options) {
    return Map.of(
        "expanded",
        Map.of(),
        "expanded_bytes",
        0,
        "budget",
        options.weightCacheBytes(),
        "storage",
        ElementTypes.ofWeights(options.precision()),
        "group",
        INT4_GROUP,
        "compute",
        ElementTypes.of(options.compute()));
  }
}
