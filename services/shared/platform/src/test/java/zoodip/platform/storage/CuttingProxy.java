package zoodip.platform.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A wire to a server that breaks, or stands still, when a test wants it to. */
public final class CuttingProxy implements AutoCloseable {
  private static final Pattern GET = Pattern.compile("GET ([^? ]+)\\S* HTTP");
  private static final Pattern RANGE =
      Pattern.compile("^range: *bytes=(\\d+)-", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final URI server;
  private final ServerSocket door;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong brought = new AtomicLong();
  private final AtomicInteger cuts = new AtomicInteger();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private volatile long bytesUntilCut = Long.MAX_VALUE;
  private volatile long bytesUntilStall = Long.MAX_VALUE;
  private volatile boolean dead;

  /**
   * A read of an object.
   *
   * @param from the first byte that was asked for
   */
  public record Request(String path, long from) {}

  public CuttingProxy(URI server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** The next connections end after so many bytes of answers. */
  public void cut(int connections, long bytes) {
    bytesUntilCut = bytes;
    cuts.set(connections);
  }

  /** Nothing comes through any more after the next so many bytes, but connections stay. */
  public void stall(long bytes) {
    bytesUntilStall = brought.get() + bytes;
  }

  /** Waits until it stands still. */
  public void awaitStall() throws InterruptedException {
    stalled.await();
  }

  /** Whether connections are ended at once. */
  public void setDead(boolean dead) {
    this.dead = dead;
  }

  /** Ends all connections that there are. */
  public void hangUp() {
    open.forEach(CuttingProxy::end);
  }

  private static void end(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All reads of objects whose keys end like this. */
  public List<Request> reads(String end) {
    return requests.stream().filter(request -> request.path().endsWith(end)).toList();
  }

  /** Bytes of answers. */
  public long brought() {
    return brought.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
    hangUp();
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket client = keep(door.accept());
      if (dead) {
        client.close();
        continue;
      }
      Socket upstream = keep(new Socket(server.getHost(), server.getPort()));
      start(() -> ask(client, upstream));
      start(() -> answer(upstream, client));
    }
  }

  private Socket keep(Socket socket) {
    open.add(socket);
    return socket;
  }

  private void ask(Socket client, Socket upstream) throws IOException {
    byte[] buffer = new byte[1 << 16];
    StringBuilder head = new StringBuilder();
    InputStream in = client.getInputStream();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      note(head.append(new String(buffer, 0, count, ISO_8859_1)));
      upstream.getOutputStream().write(buffer, 0, count);
    }
  }

  private void note(StringBuilder text) {
    for (int end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
      String head = text.substring(0, end);
      text.delete(0, end + 4);
      Matcher get = GET.matcher(head);
      if (get.find()) {
        Matcher range = RANGE.matcher(head);
        requests.add(new Request(get.group(1), range.find() ? Long.parseLong(range.group(1)) : 0));
      }
    }
  }

  private void answer(Socket upstream, Socket client) throws IOException {
    byte[] buffer = new byte[1 << 12];
    long left =
        cuts.getAndUpdate(count -> Math.max(0, count - 1)) > 0 ? bytesUntilCut : Long.MAX_VALUE;
    InputStream in = upstream.getInputStream();
    OutputStream out = client.getOutputStream();
    while (left > 0 && !dead) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0 || dead) {
        break;
      }
      out.write(buffer, 0, count);
      left -= count;
      if (brought.addAndGet(count) >= bytesUntilStall) {
        stalled.countDown();
        return;
      }
    }
    client.close();
    upstream.close();
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
              } catch (IOException e) {
                // the other side has gone, or the proxy is closed
              }
            },
            "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
