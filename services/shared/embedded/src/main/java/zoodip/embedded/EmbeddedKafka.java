package zoodip.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker and its controller in this process, on 127.0.0.1, with everything it keeps in one
 * folder: started again on that folder it has its topics, groups and transactions as before.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final Path folder;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(Path folder, KafkaRaftServer server, String bootstrapServers) {
    this.folder = folder;
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts on free ports. */
  public static EmbeddedKafka start(Path folder) {
    return start(folder, Ports.free());
  }

  /**
   * Starts on the given ports and returns when clients can connect.
   *
   * @param folder where the broker keeps its data; made if it is missing
   * @throws UncheckedIOException if the folder cannot be written
   * @throws RuntimeException if a port is taken or another broker uses the folder
   */
  public static EmbeddedKafka start(Path folder, Ports ports) {
    return start(folder, ports, Map.of());
  }

  /**
   * As before.
   *
   * @param own settings of the broker over those that it has here
   */
  public static EmbeddedKafka start(Path folder, Ports ports, Map<String, String> own) {
    format(folder);
    BrokerExit.tell(folder);
    try (PortReservation former = PortReservation.hold(folder)) {
      int interBroker = ports.freeBeside();
      former.note(interBroker);
      Map<String, Object> settings =
          new HashMap<>(BrokerSettings.of(folder, ports, interBroker, former.isOfAKilledBroker()));
      settings.putAll(own);
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      server.startup();
      former.forgetAllBut(interBroker);
      return new EmbeddedKafka(folder, server, "127.0.0.1:" + ports.kafka());
    }
  }

  /** {@code host:port}, as the clients' setting bootstrap.servers wants it. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops in good order: all that was acknowledged is on disk afterwards. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    PortReservation.forget(folder);
  }

  private static void format(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setNodeId(BrokerSettings.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(folder.toString())
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a Kafka data folder of " + folder, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot make a Kafka data folder of " + folder, e);
    }
  }
}
