package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.EnvConfigSource;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.training.BatchSharing;
import zoodip.trainer.spot.SpotNotice;

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
    assertEquals(Optional.empty(), config.podName());
    assertEquals(Optional.empty(), config.podNamespace());
    assertEquals(SpotNotice.NONE, config.spotNotice());
    assertEquals(Duration.ofSeconds(2), config.spotNoticeInterval());
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
                "trainer.compute", "fp16",
                "trainer.spot-notice", "aws"));
    assertEquals("node-7", config.name());
    assertEquals(2, config.slots());
    assertEquals(Duration.ofMillis(500), config.flushInterval());
    assertEquals(3, config.openModels());
    assertEquals("gpu0", config.device());
    assertEquals(Compute.FP16, config.compute());
    assertEquals(SpotNotice.AWS, config.spotNotice());
  }

  /** As the downward API puts them into a container's environment. */
  @Test
  void itsPodIsThatOfTheEnvironment() {
    TrainerConfig config =
        config(
            new SmallRyeConfigBuilder()
                .withSources(
                    new EnvConfigSource(
                        Map.of("POD_NAME", "trainer-7", "POD_NAMESPACE", "zoodip"), 300)));
    assertEquals(Optional.of("trainer-7"), config.podName());
    assertEquals(Optional.of("zoodip"), config.podNamespace());
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
    return config(new SmallRyeConfigBuilder().withDefaultValues(properties));
  }

  private static TrainerConfig config(SmallRyeConfigBuilder builder) {
    SmallRyeConfig config =
        builder
            .addDefaultInterceptors()
            .withDefaultValue("quarkus.uuid", "1234")
            .withMapping(TrainerConfig.class)
            .build();
    return config.getConfigMapping(TrainerConfig.class);
  }
}
