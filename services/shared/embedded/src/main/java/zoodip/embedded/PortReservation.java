package zoodip.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports at which a broker that was killed may still be registered, held until it is registered
 * anew: whoever connects is neither refused nor answered.
 *
 * <p>A broker that starts after a kill takes itself for the leader of its partitions, at the
 * address of its former life, until its new registration leaves them without a leader for a moment.
 * Kafka's transaction coordinator sends the markers that end unfinished transactions in that time
 * too. When the former address refuses them, it asks again and again who leads, and when the answer
 * is nobody, it takes the partition for deleted and the transaction for ended. It stays open then,
 * and whoever reads committed records waits behind it for ever (KAFKA-20734, in Kafka 4.3 and 4.4).
 * While it waits for an answer it does not ask; and what it waited for is done again once the
 * broker leads.
 */
final class PortReservation implements AutoCloseable {
  private static final String FILE = "inter-broker-ports";
  private static final int CALLERS = 50;

  private final Path file;
  private final List<ServerSocket> held;

  private PortReservation(Path file, List<ServerSocket> held) {
    this.file = file;
    this.held = held;
  }

  /**
   * Holds the ports that are noted in a broker's folder.
   *
   * @throws UncheckedIOException if one of them is taken, or the note cannot be read
   * @throws IllegalStateException if the note is damaged
   */
  static PortReservation hold(Path folder) {
    Path file = folder.resolve(FILE);
    PortReservation former = new PortReservation(file, new ArrayList<>());
    try {
      for (int port : noted(file)) {
        former.held.add(listening(folder, port));
      }
      return former;
    } catch (RuntimeException e) {
      former.close();
      throw e;
    }
  }

  /** Whether there are any: a broker that stopped in good order has left none. */
  boolean isOfAKilledBroker() {
    return !held.isEmpty();
  }

  /** Notes a port at which the broker will be registered from some moment on. */
  void note(int port) {
    write(
        file,
        IntStream.concat(held.stream().mapToInt(ServerSocket::getLocalPort), IntStream.of(port)));
  }

  /** Notes that the broker is registered at no other port than this. */
  void forgetAllBut(int port) {
    write(file, IntStream.of(port));
  }

  /**
   * Forgets all ports noted in a broker's folder: a broker that stopped in good order leads
   * nothing.
   */
  static void forget(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder.resolve(FILE), e);
    }
  }

  /** Lets go of the ports; those that wait there are disconnected. */
  @Override
  public void close() {
    for (ServerSocket socket : held) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot let go of port " + socket.getLocalPort(), e);
      }
    }
  }

  private static ServerSocket listening(Path folder, int port) {
    try {
      return new ServerSocket(port, CALLERS, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Port %d of 127.0.0.1 is taken: either a broker runs on %s already, or another program got the port of one that was killed there and has to end first"
              .formatted(port, folder),
          e);
    }
  }

  private static List<Integer> noted(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().map(Integer::valueOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(file + " has lines that are no port: delete it", e);
    }
  }

  /** As a whole or not at all. */
  private static void write(Path file, IntStream ports) {
    Path draft = file.resolveSibling(FILE + ".draft");
    try {
      Files.write(draft, ports.mapToObj(String::valueOf).toList());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
