package zoodip.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * What a broker leaves to be read when it ends its process: it does so when it can write no more,
 * and by itself says so only in its log.
 */
final class BrokerExit {
  /** Less than a log segment's indexes take. */
  private static final long FULL = 32L << 20;

  private BrokerExit() {}

  /** From now on the reason is told on standard error. */
  static void tell(Path folder) {
    Exit.setHaltProcedure(
        (status, message) -> {
          System.err.println(words(folder, message));
          Runtime.getRuntime().halt(status);
        });
    Exit.setExitProcedure(
        (status, message) -> {
          System.err.println(words(folder, message));
          System.exit(status);
        });
  }

  private static String words(Path folder, String message) {
    String detail = message == null || message.isBlank() ? "" : " (" + message + ")";
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < FULL) {
        return "The disk of %s is full, %d MiB are free: Kafka cannot go on and ends this process%s. What it acknowledged is kept. Free some space, then start it again."
            .formatted(folder, free >> 20, detail);
      }
    } catch (IOException e) {
      return "%s cannot be read (%s): Kafka cannot go on and ends this process%s."
          .formatted(folder, e.getMessage(), detail);
    }
    return "Kafka cannot go on with %s and ends this process%s; the log tells why."
        .formatted(folder, detail);
  }
}
