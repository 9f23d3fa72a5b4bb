package zoodip.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import zoodip.embedded.Ports;
import zoodip.toybox.Toybox;

/**
 * {@code zoodip serve} as a process of its own, with a subject and a concept that are called mug.
 * Started for the first test that asks, stopped after the last.
 */
public final class LocalServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;

  private final Path folder;
  private final int port = Ports.freePort();
  private final Process process;

  private LocalServer(Path folder) throws IOException {
    this.folder = folder;
    process = start();
    // also when this process is told to end before its tests have
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** A server of one's own, with what is in the folder {@code data}; closing removes it all. */
  public static LocalServer on(Path folder) throws IOException, InterruptedException {
    LocalServer server = new LocalServer(folder);
    server.awaitModels();
    return server;
  }

  private void prepare() throws InterruptedException {
    awaitModels();
    Toybox.subject("mug-01", photos());
    require(run("subjects", "create", photos(), "--id", "mug"));
    require(run("train", "mug", "--steps", 30, "--seed", 1, "--watch"));
  }

  /** Runs a command against this server. */
  public Cli.Run run(Object... words) {
    Object[] all = new Object[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--server";
    all[words.length + 1] = address();
    return Cli.run(all);
  }

  /** Host and port of its API. */
  public String address() {
    return "localhost:" + port;
  }

  /** Five photos of a mug, with a subject.json. */
  public Path photos() {
    return folder.resolve("photos");
  }

  /** The server's data folder. */
  public Path data() {
    return folder.resolve("data");
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dzoodip.engine.threads=1",
            "-Dtrainer.flush-interval=PT0.5S",
            "-jar",
            "target/zoodip.jar",
            "serve",
            "--data",
            data().toString(),
            "--port",
            String.valueOf(port),
            "--http-port",
            "0",
            "--log",
            "text");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "serve.log").toFile())
        .start();
  }

  private void awaitModels() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!run("models", "list").out().contains("toybox-dino")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("zoodip serve did not start; target/serve.log tells more");
      }
      Thread.sleep(500);
    }
  }

  private static void require(Cli.Run run) {
    if (run.code() != 0) {
      throw new AssertionError(run.toString());
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("zoodip serve did not stop");
    }
    if (Files.exists(data().resolve("cluster.properties"))) {
      throw new AssertionError("zoodip serve stopped and still says where its cluster is");
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Gives the server to test methods that have it as a parameter. */
  public static final class Extension implements ParameterResolver {
    private static Optional<Throwable> failure = Optional.empty();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == LocalServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(LocalServer.class))
          .computeIfAbsent(LocalServer.class, type -> open(), LocalServer.class);
    }

    /** What keeps it from starting once keeps every test from starting it again. */
    private static synchronized LocalServer open() {
      failure.ifPresent(
          cause -> {
            throw new AssertionError("zoodip serve did not start for an earlier test", cause);
          });
      try {
        return prepared(new LocalServer(Files.createTempDirectory("zoodip-cli-tests-")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static LocalServer prepared(LocalServer server) {
      try {
        server.prepare();
        return server;
      } catch (RuntimeException | Error | InterruptedException e) {
        failure = Optional.of(e);
        server.process.destroyForcibly();
        throw new AssertionError("zoodip serve cannot be used; target/serve.log tells more", e);
      }
    }
  }
}
