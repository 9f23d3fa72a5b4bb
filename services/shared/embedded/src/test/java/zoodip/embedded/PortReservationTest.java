package zoodip.embedded;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PortReservationTest {
  @TempDir Path folder;

  private final int port = Ports.freePort();

  @Test
  void whoConnectsIsNeitherRefusedNorAnsweredUntilThePortsAreLetGo() throws IOException {
    note(port);
    try (PortReservation held = PortReservation.hold(folder);
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
      caller.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, () -> caller.getInputStream().read());
      held.close();
      assertDoesNotThrow(() -> bind(port).close());
    }
  }

  @Test
  void thePortsOfAStartThatFailedAreHeldBesideThoseBefore() throws IOException {
    int next = Ports.freePort();
    note(port);
    try (PortReservation held = PortReservation.hold(folder)) {
      held.note(next);
    }
    try (PortReservation held = PortReservation.hold(folder)) {
      assertTrue(held.isOfAKilledBroker());
      assertThrows(IOException.class, () -> bind(port));
      assertThrows(IOException.class, () -> bind(next));
      held.forgetAllBut(next);
    }
    try (PortReservation held = PortReservation.hold(folder)) {
      assertDoesNotThrow(() -> bind(port).close());
      assertThrows(IOException.class, () -> bind(next));
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndTheOthersAreLetGo() throws IOException {
    int taken = Ports.freePort();
    try (PortReservation held = PortReservation.hold(folder)) {
      held.note(port);
    }
    try (PortReservation held = PortReservation.hold(folder)) {
      held.note(taken);
    }
    try (ServerSocket stranger = bind(taken)) {
      var refused = assertThrows(UncheckedIOException.class, () -> PortReservation.hold(folder));
      assertTrue(refused.getMessage().contains("Port " + taken), refused.getMessage());
      assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
      assertEquals(taken, stranger.getLocalPort());
      assertDoesNotThrow(() -> bind(port).close());
    }
  }

  @Test
  void aBrokerThatStoppedInGoodOrderHasNone() throws IOException {
    note(port);
    PortReservation.forget(folder);
    ServerSocket stranger = bind(port);
    try (stranger) {
      try (PortReservation held = PortReservation.hold(folder)) {
        assertFalse(held.isOfAKilledBroker());
      }
    }
  }

  @Test
  void aDamagedNoteIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("inter-broker-ports"), "12 000\n");
    var damaged = assertThrows(IllegalStateException.class, () -> PortReservation.hold(folder));
    assertTrue(damaged.getMessage().contains(file.toString()), damaged.getMessage());
  }

  private void note(int number) {
    try (PortReservation held = PortReservation.hold(folder)) {
      held.note(number);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
