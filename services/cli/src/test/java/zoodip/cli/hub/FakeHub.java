package zoodip.cli.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.platform.digest.Sha256;

/**
 * A hub on this machine: the paths, redirects, headers and ranges of huggingface.co. Large files
 * are on a second server, as the real ones are in a store of files on another host.
 */
public final class FakeHub implements AutoCloseable {
  /** The commit that every revision means. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final String REPOSITORY = "owner/model";
  private static final int PATIENCE_SECONDS = 20;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> tokensElsewhere = new CopyOnWriteArrayList<>();
  private final HttpServer hub = server();
  private final HttpServer store = server();
  private volatile int refusal;
  private volatile String refusalCode = "";
  private volatile int failures;
  private final Semaphore arrival = new Semaphore(0);
  private volatile long arrived;
  private volatile int cutAfter;
  private volatile boolean stalled;
  private volatile String version = "\"v1\"";
  private volatile String wantedToken = "";

  public FakeHub() {
    hub.createContext("/", this::hub);
    store.createContext("/", this::store);
    hub.start();
    store.start();
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address; that of the store differs in host and port. */
  public String endpoint() {
    return "http://localhost:" + hub.getAddress().getPort();
  }

  /** A file; safetensors lie in the store. */
  public FakeHub file(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  public FakeHub file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** All files of a folder. */
  public FakeHub folder(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        file(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return this;
  }

  /** Names a digest that is not the file's. */
  FakeHub wrongDigest(String path) {
    digests.put(path, "f".repeat(64));
    return this;
  }

  /** Answers every request with a status from now on. */
  FakeHub refuse(int status, String code) {
    refusal = status;
    refusalCode = code;
    return this;
  }

  /** Answers the next requests with 503. */
  FakeHub fail(int times) {
    failures = times;
    return this;
  }

  /** Ends the next answer of the store after so many bytes. */
  FakeHub cut(int bytes) {
    cutAfter = bytes;
    return this;
  }

  /** Sends so many bytes of the store's next answer, and neither more nor an end. */
  FakeHub stall(int bytes) {
    stalled = true;
    return cut(bytes);
  }

  /** Says how much of the store's answer its reader has: it is cut when that has arrived. */
  void arrived(long bytes) {
    arrived = bytes;
    arrival.release();
  }

  /** What the store calls its files' version from now on. */
  FakeHub version(String tag) {
    version = tag;
    return this;
  }

  /** Lets in only who has it. */
  FakeHub token(String token) {
    wantedToken = token;
    return this;
  }

  /** Method-less log: server, path, range and status. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  void forgetRequests() {
    requests.clear();
  }

  /** Tokens that the store was sent. */
  List<String> tokensElsewhere() {
    return List.copyOf(tokensElsewhere);
  }

  private void hub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String token = header(exchange, "Authorization");
    if (failures > 0) {
      failures--;
      answer(exchange, "hub", 503, new byte[0]);
    } else if (refusal > 0) {
      exchange.getResponseHeaders().set("X-Error-Code", refusalCode);
      answer(exchange, "hub", refusal, new byte[0]);
    } else if (!wantedToken.isEmpty() && !token.equals("Bearer " + wantedToken)) {
      answer(exchange, "hub", 401, new byte[0]);
    } else if (path.startsWith("/api/models/" + REPOSITORY + "/revision/")) {
      answer(exchange, "hub", 200, listing());
    } else if (path.startsWith("/" + REPOSITORY + "/resolve/" + COMMIT + "/")) {
      resolve(exchange, path.substring(("/" + REPOSITORY + "/resolve/" + COMMIT + "/").length()));
    } else if (path.startsWith("/api/resolve-cache/")) {
      small(exchange, path.substring("/api/resolve-cache/".length()));
    } else {
      answer(exchange, "hub", 404, new byte[0]);
    }
  }

  private byte[] listing() {
    String siblings =
        files.keySet().stream()
            .map("{\"rfilename\": \"%s\"}"::formatted)
            .collect(Collectors.joining(", "));
    return "{\"id\": \"%s\", \"sha\": \"%s\", \"siblings\": [%s]}"
        .formatted(REPOSITORY, COMMIT, siblings)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void resolve(HttpExchange exchange, String path) throws IOException {
    if (!files.containsKey(path)) {
      exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
      answer(exchange, "hub", 404, new byte[0]);
    } else if (path.endsWith(".safetensors")) {
      String sha256 = digests.getOrDefault(path, Sha256.of(files.get(path)));
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256 + "\"");
      redirect(exchange, "http://127.0.0.1:" + store.getAddress().getPort() + "/" + path);
    } else {
      // to another path of the same host, as the hub does for small files
      redirect(exchange, "/api/resolve-cache/" + path.replace(" ", "%20"));
    }
  }

  private void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    answer(exchange, "hub", 302, new byte[0]);
  }

  private void small(HttpExchange exchange, String path) throws IOException {
    byte[] content = files.get(path);
    exchange.getResponseHeaders().set("ETag", "\"" + GitBlobs.sha1(content) + "\"");
    answer(exchange, "hub", 200, content);
  }

  private void store(HttpExchange exchange) throws IOException {
    String token = header(exchange, "Authorization");
    if (!token.isEmpty()) {
      tokensElsewhere.add(token);
    }
    byte[] content = files.get(exchange.getRequestURI().getPath().substring(1));
    String range = header(exchange, "Range");
    exchange.getResponseHeaders().set("ETag", version);
    boolean rest = !range.isEmpty() && header(exchange, "If-Range").equals(version);
    int from = rest ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    if (from > content.length) {
      answer(exchange, "store", 416, new byte[0]);
      return;
    }
    if (rest) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    answer(exchange, "store", rest ? 206 : 200, Arrays.copyOfRange(content, from, content.length));
  }

  private void answer(HttpExchange exchange, String server, int status, byte[] content)
      throws IOException {
    requests.add(
        "%s %s %s %d"
            .formatted(
                server, exchange.getRequestURI().getPath(), header(exchange, "Range"), status));
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    int length = content.length;
    if (server.equals("store") && cutAfter > 0) {
      length = Math.min(length, cutAfter);
      cutAfter = 0;
    }
    exchange.getResponseBody().write(content, 0, length);
    exchange.getResponseBody().flush();
    if (length < content.length) {
      awaitArrival(length);
    }
    if (length == content.length || !stalled) {
      exchange.close();
    } else {
      stalled = false;
    }
  }

  /** A client that hears of the end first does not read the rest. */
  private void awaitArrival(int bytes) throws IOException {
    try {
      while (arrived < bytes) {
        if (!arrival.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("%d of %d bytes have arrived".formatted(arrived, bytes));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    hub.stop(0);
    store.stop(0);
  }
}
