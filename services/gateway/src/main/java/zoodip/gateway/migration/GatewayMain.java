package zoodip.gateway.migration;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
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
    } catch (ConfigurationException | IllegalArgumentException e) {
      System.err.println("Kafka is not ready for Zoodip:\n" + e.getMessage());
      return UNUSABLE;
    }
  }

  private static String withCause(KafkaUnavailableException failure) {
    return failure.getCause() == null
        ? failure.getMessage()
        : failure.getMessage() + " (" + failure.getCause() + ")";
  }
}
