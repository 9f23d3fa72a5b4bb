package zoodip.cli.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.cli.Cli;
import zoodip.client.ClientSettings;
import zoodip.client.ProtocolMismatch;

@Timeout(60)
class WrongProtocolTest {
  private static final String PAGE =
      "HTTP/1.1 400 Bad Request\r\n\r\n<html>" + "<p>no</p>".repeat(200);

  @Test
  void aPortThatSpeaksHttpIsToldToAnswerWithoutGrpc() throws Exception {
    assertSaid("but not with gRPC: name the server's port for gRPC", PAGE);
  }

  @Test
  void aPortWithoutTlsIsToldToAnswerWithoutTls() throws Exception {
    assertSaid("but not with TLS: leave out --tls", PAGE, "--tls");
  }

  @Test
  void aPortWithTlsIsToldToBeEncrypted() throws Exception {
    assertSaid("but encrypted: say --tls", "\u0015\3\1\0\2\2\u0046");
  }

  @Test
  void theStatusOfAPageIsToldAndThePageIsNot() {
    var failure =
        Status.UNIMPLEMENTED
            .withDescription(
                "HTTP status code 404\ninvalid content-type: text/html\nheaders: Metadata()\n"
                    + "DATA-----------------------------\n<html>")
            .asRuntimeException();
    String text =
        WrongProtocol.text(
            ClientSettings.of("localhost:1", "tests"), ProtocolMismatch.of(failure).orElseThrow());
    assertTrue(text.startsWith("localhost:1 answers, but not with gRPC (HTTP status 404): "), text);
    assertEquals(1, text.lines().count());
  }

  private static void assertSaid(String what, String answer, String... options) throws Exception {
    try (ServerSocket port = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"));
        Answering answering = new Answering(port, answer)) {
      String server = "127.0.0.1:" + port.getLocalPort();
      Cli.Run run =
          options.length == 0
              ? Cli.run("models", "list", "--server", server)
              : Cli.run("models", "list", "--server", server, options[0]);
      assertTrue(run.err().startsWith("zoodip: " + server + " answers, " + what), run::err);
      assertEquals(1, run.err().lines().count(), run::err);
      assertTrue(answering.called, "nothing called");
    }
  }

  /** Answers whatever it is asked with the same bytes. */
  private static final class Answering implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ServerSocket port;
    private volatile boolean called;

    Answering(ServerSocket port, String answer) {
      this.port = port;
      var unused =
          thread.submit(
              () -> {
                while (!port.isClosed()) {
                  answer(answer.getBytes(ISO_8859_1));
                }
                return null;
              });
    }

    private void answer(byte[] bytes) throws IOException {
      try (Socket caller = port.accept()) {
        int first = caller.getInputStream().read();
        called |= first >= 0;
        OutputStream out = caller.getOutputStream();
        out.write(bytes);
        out.flush();
        caller.shutdownOutput();
        caller.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    }

    @Override
    public void close() throws IOException {
      port.close();
      thread.shutdownNow();
    }
  }
}
