package zoodip.gateway.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import zoodip.embedded.Ports;

/** The packaged gateway as a process of its own. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Process process;
  private final int httpPort = Ports.freePort();
  private final int grpcPort = Ports.freePort();

  /** Starts and returns when the gateway is ready. */
  GatewayProcess(Map<String, String> settings) {
    this(settings, List.of());
  }

  /**
   * Starts and returns when the gateway is ready.
   *
   * @param options of the JVM
   */
  GatewayProcess(Map<String, String> settings, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-Dquarkus.http.port=" + httpPort);
    command.add("-Dquarkus.grpc.server.port=" + grpcPort);
    command.add("-Dquarkus.log.level=WARN");
    command.add("-jar");
    command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath().toString());
    try {
      process = new ProcessBuilder(command).inheritIO().start();
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException("The gateway does not start", e);
    }
  }

  int grpcPort() {
    return grpcPort;
  }

  /** The sum of a metric's values with this label. */
  double metric(String name, String label) {
    try {
      return get("q/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(name + "{") && line.contains(label))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Objects of a class that a full collection leaves. */
  long liveInstances(Class<?> type) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  String.valueOf(process.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      List<String> lines = jcmd.inputReader().lines().toList();
      if (jcmd.waitFor() != 0) {
        throw new AssertionError("jcmd failed: " + lines);
      }
      return lines.stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(row -> row.length > 3 && row[3].equals(type.getName()))
          .mapToLong(row -> Long.parseLong(row[1]))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGTERM: the gateway ends in good order. */
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  /** SIGKILL: the gateway has no say in it. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    kill();
  }

  private int awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("The gateway does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitReady() {
    Instant late = Instant.now().plus(START);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(late)) {
        kill();
        throw new AssertionError("The gateway did not get ready");
      }
      pause();
    }
  }

  private boolean isReady() {
    try {
      return get("q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    URI uri = URI.create("http://localhost:" + httpPort + "/" + path);
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
