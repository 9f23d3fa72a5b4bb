package zoodip.platform.kafka;

import zoodip.platform.errors.BackendException;

/** Kafka cannot be reached or refuses what every service needs of it. */
public final class KafkaUnavailableException extends BackendException {
  private static final long serialVersionUID = 1;

  public KafkaUnavailableException(String problem, Throwable cause) {
    super(
        "Kafka",
        "Kafka: " + problem + "; check kafka.bootstrap.servers and the broker's log",
        cause);
  }
}
