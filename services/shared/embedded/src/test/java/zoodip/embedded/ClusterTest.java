package zoodip.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClusterTest {
  @TempDir Path folder;

  @Test
  void itsSettingsNameWhereItListensAndClosingFreesThePorts() {
    Ports ports = Ports.free();
    try (Cluster cluster = Cluster.start(folder, ports)) {
      assertEquals("127.0.0.1:" + ports.kafka(), cluster.settings().get("kafka.bootstrap.servers"));
      assertEquals(
          "http://127.0.0.1:" + ports.storage(), cluster.settings().get("storage.endpoint"));
    }
    assertThrows(ConnectException.class, () -> connect(ports.kafka()));
    assertThrows(ConnectException.class, () -> connect(ports.storage()));
  }

  private static void connect(int port) throws Exception {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
