package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.Batching;
import zoodip.diffusion.Compute;

class TrainerConfigTest {
  @Test
  void itsDefaultsAreThese() {
    TrainerConfig config = config(Map.of("quarkus.uuid", "1234"));
    assertEquals("trainer-1234", config.name());
    assertEquals(1, config.slots());
    assertEquals(Duration.ofSeconds(3), config.flushInterval());
    assertEquals(1, config.openModels());
    assertEquals("cpu", config.device());
    assertEquals(Batching.STRICT, config.batching());
    assertEquals(Compute.TRAINING, config.compute());
  }

  @Test
  void itsSettingsHaveTheseNames() {
    TrainerConfig config =
        config(
            Map.of(
                "trainer.name", "node-7",
                "trainer.slots", "2",
                "trainer.flush-interval", "PT0.5S",
                "trainer.open-models", "3",
                "trainer.device", "gpu0",
                "trainer.compute", "fp16"));
    assertEquals("node-7", config.name());
    assertEquals(2, config.slots());
    assertEquals(Duration.ofMillis(500), config.flushInterval());
    assertEquals(3, config.openModels());
    assertEquals("gpu0", config.device());
    assertEquals(Compute.FP16, config.compute());
  }

  private static TrainerConfig config(Map<String, String> properties) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(TrainerConfig.class)
            .withDefaultValues(properties)
            .build();
    return config.getConfigMapping(TrainerConfig.class);
  }
}
