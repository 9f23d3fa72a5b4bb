package zoodip.platform.models;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where a service keeps the models that it has fetched. */
@ConfigMapping(prefix = "model-cache")
public interface ModelStoreConfig {
  @WithDefault("${java.io.tmpdir}/zoodip-models")
  Path folder();
}
