package zoodip.platform.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URL;
import java.time.Duration;

/** Where the objects are. */
@ConfigMapping(prefix = "storage")
public interface StorageConfig {
  URL endpoint();

  String accessKey();

  String secretKey();

  @WithDefault("us-east-1")
  String region();

  @WithDefault("zoodip")
  String bucket();

  /** How long one request may take to connect, and to go on after a pause. */
  @WithDefault("PT30S")
  Duration timeout();

  /** Tries of a request that fails for a passing reason. */
  @WithDefault("4")
  int attempts();
}
