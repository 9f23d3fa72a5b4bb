package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.training.BatchSharing;

class TrainerConfigTest {
  @Test
  void itsDefaultsAreThese() {
    TrainerConfig config = config(Map.of("quarkus.uuid", "1234"));
    assertEquals("trainer-1234", config.name());
    assertEquals(1, config.slots());
    assertEquals(Duration.ofSeconds(3), config.flushInterval());
    assertEquals(1, config.openModels());
    assertEquals("cpu", config.device());
    assertEquals(BatchSharing.STRICT, config.batching());
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

  @Test
  void theReferenceTellsEverySettingWithItsDefault() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Matcher row =
        Pattern.compile("\\| (trainer\\.\\S+) \\| (.+?) \\|")
            .matcher(Files.readString(Path.of("..", "..", "docs", "REFERENCE.md")));
    while (row.find()) {
      told.put(row.group(1), row.group(2));
    }
    Map<String, String> defaults = new TreeMap<>();
    for (Method method : TrainerConfig.class.getMethods()) {
      String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      defaults.put("trainer." + name, method.getAnnotation(WithDefault.class).value());
    }
    assertEquals(defaults, told);
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
