package zoodip.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker in a process of its own, killed in the middle of a transaction. */
final class KilledBroker {
  private static final String READY = "in the middle of a transaction";
  private static final String LOGGING = "java.util.logging.config.file";
  static final int TRANSACTION_TIMEOUT_MS = 1000;

  private KilledBroker() {}

  /**
   * Leaves a topic with one record in a transaction that nobody will end, and that is due to be
   * aborted.
   */
  static void leaveBehind(Path folder, String topic) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D%s=%s".formatted(LOGGING, System.getProperty(LOGGING, "")),
                "-cp",
                System.getProperty("java.class.path"),
                KilledBroker.class.getName(),
                folder.toString(),
                topic)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && !line.equals(READY)) {
        line = output.readLine();
      }
      if (line == null) {
        throw new AssertionError("the broker to be killed ended with " + process.waitFor());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    // real time has to pass: only then is the transaction due to be aborted
    Thread.sleep(TRANSACTION_TIMEOUT_MS);
  }

  /** Makes a topic of one record, in a transaction that is to be aborted after a second. */
  static KafkaProducer<String, String> leaveOpen(EmbeddedKafka kafka, String topic)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "left",
                "transaction.timeout.ms",
                TRANSACTION_TIMEOUT_MS),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, "never committed")).get();
    return producer;
  }

  public static void main(String[] arguments) throws Exception {
    leaveOpen(EmbeddedKafka.start(Path.of(arguments[0])), arguments[1]);
    System.out.println(READY);
    Thread.sleep(Long.MAX_VALUE);
  }
}
