package zoodip.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zoodip.embedded.Ports;
import zoodip.local.data.StartException;

class PortCheckTest {
  private static final String GRPC = "quarkus.grpc.server";
  private static final String HTTP = "quarkus.http";

  @AfterEach
  void forget() {
    for (String server : List.of(GRPC, HTTP)) {
      System.clearProperty(server + ".host");
      System.clearProperty(server + ".port");
    }
  }

  @Test
  void onePortIsNotForBoth() {
    int port = Ports.freePort();
    set(GRPC, "127.0.0.1", port);
    set(HTTP, "0.0.0.0", port);
    StartException refused = assertThrows(StartException.class, PortCheck::requireFree);
    assertTrue(
        refused.getMessage().contains("gRPC and health and metrics cannot both have port " + port),
        refused::getMessage);
  }

  @Test
  void anyPortTwiceIsTwoPorts() {
    set(GRPC, "127.0.0.1", 0);
    set(HTTP, "127.0.0.1", 0);
    assertDoesNotThrow(PortCheck::requireFree);
  }

  private static void set(String server, String host, int port) {
    System.setProperty(server + ".host", host);
    System.setProperty(server + ".port", String.valueOf(port));
  }
}
