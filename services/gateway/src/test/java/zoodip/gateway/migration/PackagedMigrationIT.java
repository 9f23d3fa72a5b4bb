package zoodip.gateway.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;

/** The packaged gateway's program with arguments, as an image runs it: settings are variables. */
@Timeout(180)
class PackagedMigrationIT {
  @TempDir Path folder;

  @Test
  void itsExitCodeTellsWhetherTryingAgainHelps() throws Exception {
    EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"));
    Map<String, String> settings = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    try (broker) {
      assertEnds(0, "Topic job-fold-job-records-changelog: made", settings, "migrate");
      assertEnds(0, "Topic jobs: there already", settings, "migrate");
      assertEnds(
          2,
          "topics.replication-factor=3",
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS",
              broker.bootstrapServers(),
              "TOPICS_REPLICATION_FACTOR",
              "3"),
          "migrate");
    }
    assertEnds(
        1,
        "check kafka.bootstrap.servers",
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "TOPICS_START_TIMEOUT", "PT2S"),
        "migrate");
  }

  @Test
  void anotherArgumentIsRefused() throws Exception {
    assertEnds(2, "[migrate]", Map.of(), "migrat");
  }

  private static void assertEnds(
      int code, String words, Map<String, String> environment, String argument)
      throws IOException, InterruptedException {
    ProcessBuilder gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath().toString(),
                argument)
            .redirectErrorStream(true);
    gateway.environment().putAll(environment);
    Process process = gateway.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), output);
    assertTrue(output.contains(words), output);
  }
}
