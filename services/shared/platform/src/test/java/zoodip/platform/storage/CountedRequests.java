package zoodip.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands before a real object store and notes the first line of each request. */
final class CountedRequests implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile("(GET|PUT|POST|HEAD|DELETE) (/\\S*) HTTP/1\\.1\r\n");

  private final ServerSocket server;
  private final URI store;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  CountedRequests(URI store) throws IOException {
    this.store = store;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** What was asked since the last call. */
  List<String> taken() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket to = new Socket(store.getHost(), store.getPort());
      client.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      start(() -> relay(client, to, true));
      start(() -> relay(to, client, false));
    }
  }

  private void relay(Socket from, Socket to, boolean counted) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 << 10];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (counted) {
          note(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }
        out.write(buffer, 0, length);
      }
    }
  }

  private void note(String text) {
    Matcher request = REQUEST.matcher(text);
    while (request.find()) {
      requests.add(request.group(1) + " " + request.group(2));
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // one of its ends has gone
              }
            },
            "counted-requests");
    thread.setDaemon(true);
    thread.start();
  }
}
