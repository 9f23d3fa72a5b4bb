package zoodip.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The TCP ports of a {@link Cluster} on 127.0.0.1.
 *
 * @param kafka where Kafka's clients connect
 * @param controller where the broker talks to its own controller
 * @param storage where S3's clients connect
 */
public record Ports(int kafka, int controller, int storage) {
  // below the range that Linux, macOS and Windows hand out to outgoing connections, so that none of
  // those takes a port between its choice here and its use
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Three ports that nobody listens on now. */
  public static Ports free() {
    int kafka = freePort();
    int controller = freePortBut(Set.of(kafka));
    return new Ports(kafka, controller, freePortBut(Set.of(kafka, controller)));
  }

  /**
   * One port that nobody listens on now.
   *
   * @throws UncheckedIOException if a hundred random ports are all taken
   */
  public static int freePort() {
    IOException last = null;
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        return bindable(RANDOM.nextInt(FIRST, LAST));
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw new UncheckedIOException("No free port between %d and %d".formatted(FIRST, LAST), last);
  }

  /** One more port that nobody listens on now, and that is not meant for something of these. */
  int freeBeside() {
    return freePortBut(Set.of(kafka, controller, storage));
  }

  private static int freePortBut(Set<Integer> taken) {
    int port = freePort();
    while (taken.contains(port)) {
      port = freePort();
    }
    return port;
  }

  private static int bindable(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    }
  }
}
