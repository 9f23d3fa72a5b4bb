package zoodip.gateway.migration;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import org.apache.kafka.common.KafkaException;
import zoodip.platform.kafka.KafkaUnavailableException;

/**
 * Serves until it is told to stop. With the argument {@code migrate} it prepares Kafka instead and
 * ends: with 0, with 1 if Kafka cannot be reached, with 2 if something has to be set otherwise.
 */
public final class GatewayMain {
  private static final int UNAVAILABLE = 1;
  private static final int UNUSABLE = 2;

  private GatewayMain() {}

  public static void main(String... arguments) {
    switch (String.join(" ", arguments)) {
      case "" -> Quarkus.run(arguments);
      case "migrate" -> System.exit(migrate());
      default -> {
        System.err.println(
            "Usage: java -jar quarkus-run.jar [migrate]; all settings are environment variables or system properties");
        System.exit(UNUSABLE);
      }
    }
  }

  private static int migrate() {
    try {
      MigrationSettings.read().run().forEach(System.out::println);
      return 0;
    } catch (KafkaUnavailableException e) {
      System.err.println(withCause(e));
      return UNAVAILABLE;
    } catch (ConfigValidationException | ConfigurationException | KafkaException e) {
      System.err.println("Kafka is not ready for Zoodip:\n" + withCause(e));
      return UNUSABLE;
    }
  }

  /** Kafka's clients say what is wrong in the innermost of several causes. */
  private static String withCause(RuntimeException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure
        ? failure.getMessage()
        : failure.getMessage() + " (" + root.getMessage() + ")";
  }
}
