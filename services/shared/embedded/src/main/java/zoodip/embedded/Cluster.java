package zoodip.embedded;

import java.nio.file.Path;
import java.util.Map;

/** The infrastructure that the services need, in this process: Kafka and an object store. */
public final class Cluster implements AutoCloseable {
  private final EmbeddedKafka kafka;
  private final EmbeddedStorage storage;

  private Cluster(EmbeddedKafka kafka, EmbeddedStorage storage) {
    this.kafka = kafka;
    this.storage = storage;
  }

  /** Starts on free ports. */
  public static Cluster start(Path folder) {
    return start(folder, Ports.free());
  }

  /**
   * Starts both on the given ports.
   *
   * @param folder where both keep their data; a cluster started on it later goes on with that data
   */
  public static Cluster start(Path folder, Ports ports) {
    EmbeddedStorage storage = EmbeddedStorage.start(folder.resolve("objects"), ports.storage());
    try {
      return new Cluster(EmbeddedKafka.start(folder.resolve("kafka"), ports), storage);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedStorage storage() {
    return storage;
  }

  /** What an application must be told to use this cluster, by the names of its settings. */
  public Map<String, String> settings() {
    return Map.of(
        "kafka.bootstrap.servers", kafka.bootstrapServers(),
        "storage.endpoint", storage.endpoint().toString(),
        "storage.access-key", storage.accessKey(),
        "storage.secret-key", storage.secretKey());
  }

  /** Stops both, also if one of them fails to. */
  @Override
  public void close() {
    try (storage;
        kafka) {
      // closed by leaving, Kafka first
    }
  }
}
