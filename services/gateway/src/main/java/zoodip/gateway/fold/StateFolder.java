package zoodip.gateway.fold;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.files.PrivateFolder;

/**
 * Where the fold's state lies on this machine: in a folder of this user's alone, since the fold
 * believes what it finds there. The store in memory has none.
 */
final class StateFolder {
  private final GatewayConfig.Fold config;

  StateFolder(GatewayConfig.Fold config) {
    this.config = config;
  }

  /**
   * Opens Kafka Streams on the folder. It lets the user's group in, and that is taken back.
   *
   * @param streams makes them for the state's folder
   * @throws ConfigurationException if the folder cannot be made, or is another user's
   */
  KafkaStreams open(Function<Path, KafkaStreams> streams) {
    if (config.store() == GatewayConfig.StoreKind.MEMORY) {
      return streams.apply(config.stateDir());
    }
    KafkaStreams opened = streams.apply(claimed());
    Path unused = claimed();
    return opened;
  }

  private Path claimed() {
    try {
      return PrivateFolder.make(config.stateDir()).path();
    } catch (IOException e) {
      throw new ConfigurationException(
          "The fold cannot keep its state in %s: %s; set gateway.fold.state-dir to a folder that this user alone can write"
              .formatted(config.stateDir(), e),
          e);
    }
  }
}
