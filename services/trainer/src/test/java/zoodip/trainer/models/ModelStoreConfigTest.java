package zoodip.trainer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.platform.models.ModelStoreConfig;

class ModelStoreConfigTest {
  @Test
  void modelsAreKeptBelowTheUsersCacheFolder() {
    assertEquals(
        Path.of("/home/somebody/.cache/zoodip/models"),
        config(Map.of("user.home", "/home/somebody")).folder());
    assertEquals(
        Path.of("/caches/zoodip/models"),
        config(Map.of("user.home", "/home/somebody", "xdg.cache.home", "/caches")).folder());
  }

  @Test
  void itsSettingsHaveTheseNames() {
    ModelStoreConfig config =
        config(Map.of("model-cache.folder", "/models", "model-cache.max-bytes", "17"));
    assertEquals(Path.of("/models"), config.folder());
    assertEquals(17, config.maxBytes());
    assertEquals(ModelStoreConfig.MAX_BYTES, config(Map.of("user.home", "/h")).maxBytes());
  }

  @Test
  void theReferenceTellsThemWithTheirDefaults() throws Exception {
    for (String setting : new String[] {"folder", "maxBytes"}) {
      String value =
          ModelStoreConfig.class.getMethod(setting).getAnnotation(WithDefault.class).value();
      String row = "| model-cache.%s | %s |".formatted(setting.replace("B", "-b"), value);
      assertTrue(reference().contains(row), row);
    }
  }

  private static String reference() throws IOException {
    return Files.readString(Path.of("..", "..", "docs", "REFERENCE.md"));
  }

  private static ModelStoreConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withMapping(ModelStoreConfig.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(ModelStoreConfig.class);
  }
}
