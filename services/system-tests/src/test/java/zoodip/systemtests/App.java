package zoodip.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A packaged service in a process of its own. Its output goes to target/logs/NAME.log, where it
 * takes the place of what an earlier run has left. Waiting for it has no end but the test's own
 * timeout.
 *
 * @param service what it is
 * @param name as its log has it
 * @param httpPort of its metrics, 0 if it chose one
 */
record App(String service, String name, int httpPort, Process process) implements AutoCloseable {
  private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /**
   * Starts the application {@code service}, whose quarkus-run.jar the system property {@code
   * app.SERVICE} names. {@code app.jvm} has other options of its JVM than those that let it start
   * quickly.
   */
  static App start(String service, String name, Map<String, String> settings, String... arguments) {
    return start("384m", service, name, settings, arguments);
  }

  /** As before, with a heap of that size. */
  static App start(
      String heap, String service, String name, Map<String, String> settings, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // several processes share the processors here, and libtorch's threads wait actively
                "-Dzoodip.engine.threads=1"));
    command.addAll(List.of(System.getProperty("app.jvm", QUICK_TO_START).split(" ")));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", System.getProperty("app." + service)));
    command.addAll(List.of(arguments));
    return start(service, name, settings, new ProcessBuilder(command));
  }

  /** Starts a service of an image. */
  static App start(ServiceImage image, String name, Map<String, String> settings) {
    return start(name, name, settings, image.process(settings));
  }

  private static App start(
      String service, String name, Map<String, String> settings, ProcessBuilder process) {
    Path log = log(name);
    try {
      Files.createDirectories(log.getParent());
      return new App(
          service,
          name,
          Integer.parseInt(settings.getOrDefault("quarkus.http.port", "0")),
          process.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  /** Waits until its log has these words, or until it can have them no more. */
  void awaitLog(String words) throws InterruptedException {
    while (logged(words) == 0) {
      // asked in this order: what it wrote last is there once it has ended
      if (!isAlive() && logged(words) == 0) {
        throw new AssertionError("nowhere in " + log(name) + " stands '" + words + "'");
      }
      Thread.sleep(5);
    }
  }

  /** How many lines of its log have these words. */
  int logged(String words) {
    return Math.toIntExact(lines().stream().filter(line -> line.contains(words)).count());
  }

  /** Its log until now. */
  List<String> lines() {
    try {
      return Files.readAllLines(log(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of " + name, e);
    }
  }

  private static Path log(String name) {
    return Path.of(System.getProperty("logs"), name + ".log");
  }

  /** Of the process, as Linux tells it. */
  String residentMebibytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> String.valueOf(Long.parseLong(line.replaceAll("\\D", "")) >> 10))
          .findFirst()
          .orElse("unknown");
    }
  }

  /** Bytes of its heap that are in use after a full collection. */
  long heapAfterCollection() throws IOException, InterruptedException {
    String unused = jcmd("GC.run");
    Matcher used =
        Pattern.compile("generation +total \\d+K, used (\\d+)K").matcher(jcmd("GC.heap_info"));
    long kibibytes = 0;
    while (used.find()) {
      kibibytes += Long.parseLong(used.group(1));
    }
    return kibibytes << 10;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + output);
    }
    return output;
  }

  /** What it tells at /q/metrics in a format. */
  String metrics(String accepted) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/q/metrics"))
            .header("Accept", accepted)
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " answered " + response.statusCode());
    }
    return response.body();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: the process does nothing more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM: the process ends in good order; returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** The exit code of a process that ends by itself. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** SIGSTOP: the process freezes in the middle of whatever it does. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if nothing had happened. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + signal + " of " + name + " failed with " + code);
    }
  }
}
