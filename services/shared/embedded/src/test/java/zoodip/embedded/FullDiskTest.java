package zoodip.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FullDiskTest {
  @TempDir Path disk;

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    var unused = run("umount", "-l", disk.toString());
  }

  @Test
  void aBrokerWhoseDiskIsFullSaysSoBeforeItEndsItsProcess()
      throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()) == 0,
        "A small disk cannot be made here: that takes Linux, and the right to mount");
    Process broker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Filler.class.getName(),
                disk.resolve("kafka").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(broker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(broker.waitFor(1, TimeUnit.MINUTES), said);
    assertEquals(1, broker.exitValue(), said);
    assertTrue(said.contains("The disk of " + disk.resolve("kafka") + " is full"), said);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException e) {
      // a system without such a command
      return -1;
    }
  }

  /** A process that writes until its broker ends it. */
  static final class Filler {
    private Filler() {}

    public static void main(String... arguments) throws Exception {
      EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]));
      Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(settings)) {
        admin.createTopics(List.of(new NewTopic("things", 1, (short) 1))).all().get();
      }
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        while (true) {
          var unused = producer.send(new ProducerRecord<>("things", new byte[900_000]));
        }
      }
    }
  }
}
