package zoodip.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  private final GatewayConfig config = config(Map.of());

  @Test
  void defaultsServeASmallInstallation() {
    assertEquals("job-fold", config.fold().applicationId());
    assertEquals(GatewayConfig.StoreKind.MEMORY, config.fold().store());
    assertEquals(Duration.ofMillis(50), config.fold().commitInterval());
    assertEquals(Duration.ofSeconds(10), config.fold().sessionTimeout());
    assertEquals(Duration.ofSeconds(10), config.calls().applyTimeout());
    assertEquals(64, config.photos().maxCount());
    assertEquals(32 << 20, config.photos().maxBytes());
    assertEquals(200_000_000, config.photos().maxPixels());
    assertEquals(Duration.ofSeconds(15), config.watches().heartbeat());
    assertEquals(50, config.pages().defaultSize());
    assertEquals("localhost:9003", config.inference().target());
  }

  /** Not among the temporary files: there any user of the machine can make a folder first. */
  @Test
  void theFoldKeepsItsStateBelowTheUsersCacheFolder() {
    assertEquals(
        Path.of("/home/somebody/.cache/zoodip/gateway"),
        config(Map.of("user.home", "/home/somebody")).fold().stateDir());
    assertEquals(
        Path.of("/caches/zoodip/gateway"),
        config(Map.of("user.home", "/home/somebody", "xdg.cache.home", "/caches"))
            .fold()
            .stateDir());
    assertEquals(
        Path.of("/state"),
        config(Map.of("user.home", "/home/somebody", "gateway.fold.state-dir", "/state"))
            .fold()
            .stateDir());
  }

  @Test
  void theClassPathHasNoTensorsLibrary() {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String jar = new File(entry).getName();
      assertFalse(jar.contains("djl") || jar.contains("pytorch"), entry);
    }
  }

  private static GatewayConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withMapping(GatewayConfig.class)
        .withDefaultValues(
            Map.of("java.io.tmpdir", "/tmp", "user.name", "somebody", "user.home", "/home/u"))
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(GatewayConfig.class);
  }
}
