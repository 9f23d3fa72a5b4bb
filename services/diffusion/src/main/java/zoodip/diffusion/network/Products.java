package zoodip.diffusion.network;

import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.Compute;
import zoodip.diffusion.ModelOptions;
import zoodip.diffusion.engine.ModuleObject;

/** Which program computes linear layers and convolutions, and with what. */
final class Products {
  private static final int INT4_GROUP = 64;

  private Products() {}

  /** The program text's name. */
  static String text(ModelOptions options) {
    return options.compute() == Compute.INT8 ? "products_int8" : "products_float";
  }

  /** Its object, without weights yet. */
  static ModuleObject module(ModelOptions options) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("weights", Map.of());
    attributes.put("scales", Map.of());
    attributes.put("shapes", Map.of());
    if (options.compute() == Compute.INT8) {
      attributes.put("zeros", Map.of());
      attributes.put("packed", Map.of());
      attributes.put("bases", 0);
    } else {
      attributes.put("expanded", Map.of());
      attributes.put("expanded_bytes", 0);
      attributes.put("budget", options.weightCacheBytes());
      attributes.put("storage", ElementTypes.ofWeights(options.precision()));
      attributes.put("group", INT4_GROUP);
      attributes.put("compute", ElementTypes.of(options.compute()));
    }
    return new ModuleObject("Products", attributes);
  }
}
