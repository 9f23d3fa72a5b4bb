package zoodip.diffusion.network;

import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.options.ModelOptions;

/** What the program of floating-point products is set to. */
final class FloatAttributes {
  private static final int INT4_GROUP = 64;

  private FloatAttributes() {}

  static Map<String, Object> of(ModelOptions options, boolean channelsLast) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("expanded", Map.of());
    attributes.put("expanded_bytes", 0);
    attributes.put("budget", options.memory().weightCacheBytes());
    attributes.put("chunk", options.memory().chunkNumbers());
    attributes.put("storage", ElementTypes.ofWeights(options.precision()));
    attributes.put("group", INT4_GROUP);
    attributes.put("compute", ElementTypes.of(options.compute()));
    attributes.put("nhwc", channelsLast);
    return attributes;
  }
}
