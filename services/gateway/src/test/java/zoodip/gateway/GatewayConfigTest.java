package zoodip.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import zoodip.gateway.fold.JobTopology;

class GatewayConfigTest {
  private final GatewayConfig config =
      new SmallRyeConfigBuilder()
          .addDefaultInterceptors()
          .addSystemSources()
          .withMapping(GatewayConfig.class)
          .build()
          .getConfigMapping(GatewayConfig.class);

  @Test
  void defaultsServeASmallInstallation() {
    assertEquals("job-fold", config.fold().applicationId());
    assertEquals(JobTopology.StoreKind.MEMORY, config.fold().store());
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

  @Test
  void theClassPathHasNoTensorsLibrary() {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String jar = new File(entry).getName();
      assertFalse(jar.contains("djl") || jar.contains("pytorch"), entry);
    }
  }
}
