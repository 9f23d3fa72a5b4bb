package zoodip.evaluator.generation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes bytes on until told to be silent: then the connections that there are stay open and bring
 * nothing more, as those to a machine whose cable was pulled. Later ones work.
 */
final class SilentProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();

  SilentProxy(int target) throws IOException {
    this.target = target;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void fallSilent() {
    connections.forEach(connection -> connection.silent = true);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Connection connection : connections) {
      connection.client.close();
      connection.server.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Connection connection =
            new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
        connections.add(connection);
        daemon(() -> connection.pass(connection.client, connection.server));
        daemon(() -> connection.pass(connection.server, connection.client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "silent-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean silent;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void pass(Socket from, Socket to) {
      byte[] bytes = new byte[8192];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (!silent) {
            out.write(bytes, 0, read);
            out.flush();
          }
        }
      } catch (IOException closed) {
        // the other side is told nothing: it is silent, not gone
      }
    }
  }
}
