package zoodip.platform.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient services are with the readers of their streams. */
@ConfigMapping(prefix = "streams")
public interface StreamsConfig {
  /** How long a caller may leave unread what waits for it; longer for what is large. */
  @WithDefault("PT2M")
  Duration readTimeout();
}
