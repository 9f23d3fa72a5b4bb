package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayConfig.StoreKind;

/** Kafka Streams that are opened and never started: nobody answers them. */
class StateFolderTest {
  private static final String APPLICATION = "fold-of-the-test";

  @TempDir Path temporary;

  @Test
  void whatIsKeptThereIsItsOwnersAlone() throws IOException {
    assumeTrue(isPosix());
    try (KafkaStreams streams = open(StoreKind.PERSISTENT)) {
      assertTrue(Files.isDirectory(folder().resolve(APPLICATION)));
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
    }
  }

  @Test
  void aFolderOfAnotherUserIsRefusedByName() throws IOException {
    assumeTrue(isPosix() && System.getProperty("user.name").equals("root"));
    Files.createDirectory(folder());
    Files.setAttribute(folder(), "unix:uid", 4711, LinkOption.NOFOLLOW_LINKS);

    var refusal = assertThrows(ConfigurationException.class, () -> open(StoreKind.PERSISTENT));

    assertTrue(refusal.getMessage().contains("belongs to 4711"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("gateway.fold.state-dir"), refusal.getMessage());
    assertFalse(Files.exists(folder().resolve(APPLICATION)));
  }

  @Test
  void gatewaysThatKeepTheirStateInMemoryShareNoFolder() {
    try (KafkaStreams one = open(StoreKind.MEMORY);
        KafkaStreams other = open(StoreKind.MEMORY)) {
      assertFalse(Files.exists(folder()));
    }
  }

  private KafkaStreams open(StoreKind store) {
    return new StateFolder(config(store).fold())
        .open(state -> new KafkaStreams(JobTopology.build(store), settings(state)));
  }

  private GatewayConfig config(StoreKind store) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addSystemSources()
        .withMapping(GatewayConfig.class)
        .withDefaultValues(
            Map.of(
                "gateway.fold.store", store.name(),
                "gateway.fold.state-dir", folder().toString()))
        .build()
        .getConfigMapping(GatewayConfig.class);
  }

  private static Properties settings(Path state) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    return settings;
  }

  private Path folder() {
    return temporary.resolve("state");
  }

  private boolean isPosix() {
    return temporary.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
