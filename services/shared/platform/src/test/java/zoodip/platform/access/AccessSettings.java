package zoodip.platform.access;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings of access, as a service reads them. */
final class AccessSettings {
  private AccessSettings() {}

  /**
   * The defaults, but for these.
   *
   * @param pairs name, value, name, value, ...
   */
  static AccessConfig of(String... pairs) {
    Map<String, String> own = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      own.put(pairs[i], pairs[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(AccessConfig.class)
        .withSources(new PropertiesConfigSource(own, "test", 1000))
        .build()
        .getConfigMapping(AccessConfig.class);
  }
}
