package zoodip.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.MallocArenas;
import zoodip.diffusion.engine.TorchThread;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;
import zoodip.local.benchmark.Benchmark;
import zoodip.local.data.ClusterFile;
import zoodip.local.data.DataFolder;
import zoodip.local.data.LocalKeys;
import zoodip.local.data.StartException;
import zoodip.local.demo.Demo;
import zoodip.local.demo.DemoSettings;
import zoodip.local.demo.QualityBenchmark;
import zoodip.platform.files.FileErrorText;
import zoodip.platform.files.ProcessLock;
import zoodip.platform.files.TemporaryFolder;

/**
 * All of Zoodip in this process: Kafka and the object store first, with the toybox's models, then
 * the four services. Without an argument it serves until it is stopped; with the argument {@code
 * demo} it runs the demo, with {@code benchmark} the benchmark, with {@code quality} the
 * measurement of what concepts gain.
 *
 * <p>Exit codes are those of the command line: 0 when all went well, 1 when a demo or measurement
 * failed, 2 when arguments, settings or files cannot be used, 70 for a fault of the server.
 */
@QuarkusMain
public class LocalMain {
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final int FAULT = 70;
  private static final long PATIENCE_SECONDS = 60;
  private static final String TEMPORARY_FILES = "java.io.tmpdir";

  private LocalMain() {}

  public static void main(String... arguments) {
    MallocArenas.oneForThisProcess();
    // until Quarkus configures logging, every level of Kafka's is kept in memory
    Logger.getLogger("").setLevel(Level.WARNING);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(closed), "await-close"));
    int code = FAULT;
    try {
      code = run(arguments);
    } finally {
      closed.countDown();
    }
    // what Kafka leaves behind when it cannot start would keep the process alive
    System.exit(code);
  }

  private static int run(String... arguments) {
    try {
      return switch (String.join(" ", arguments)) {
        case "" -> serve();
        case "demo" -> demo();
        case "benchmark" -> benchmark();
        case "quality" -> quality();
        default -> usage();
      };
    } catch (EngineStartException | StartException e) {
      System.err.println("Zoodip cannot start: " + e.getMessage());
      return UNUSABLE;
    } catch (UncheckedIOException e) {
      printError(e);
      return UNUSABLE;
    } catch (RuntimeException e) {
      printError(e);
      return arguments.length == 0 ? FAULT : FAILED;
    }
  }

  private static int usage() {
    System.err.println(
        "Usage: java [-Dlocal.folder=DATA] -jar quarkus-run.jar [demo | benchmark | quality]; all"
            + " settings are system properties");
    return UNUSABLE;
  }

  private static int serve() {
    return run(DataFolder.permanent(), Server.class);
  }

  private static int demo() {
    DemoSettings settings = DemoSettings.of(System.getProperties());
    settings.prepare();
    logToFile(settings.output().resolve("zoodip.log"));
    return runAlone(Demo.class);
  }

  private static int benchmark() {
    logToFile(LogFile.of("benchmark"));
    return runAlone(Benchmark.class);
  }

  private static int quality() {
    DemoSettings.of(System.getProperties());
    logToFile(LogFile.of("quality"));
    return runAlone(QualityBenchmark.class);
  }

  private static int runAlone(Class<? extends QuarkusApplication> application) {
    try (DataFolder folder = DataFolder.temporary()) {
      return run(folder, application);
    }
  }

  /** Beside other processes on this machine, and with the console to itself. */
  private static void logToFile(Path log) {
    Properties settings = System.getProperties();
    settings.putIfAbsent("quarkus.http.port", "0");
    settings.putIfAbsent("quarkus.grpc.server.port", String.valueOf(Ports.freePort()));
    settings.putIfAbsent("quarkus.log.console.level", "ERROR");
    settings.putIfAbsent("quarkus.log.console.json.enabled", "false");
    settings.putIfAbsent("quarkus.log.file.enabled", "true");
    settings.putIfAbsent("quarkus.log.file.path", log.toString());
  }

  private static int run(DataFolder folder, Class<? extends QuarkusApplication> application) {
    folder.requireUnused();
    ExposureCheck.require();
    PortCheck.requireFree();
    // before there is a cluster to close again
    TorchThread.shared();
    try (ProcessLock alone = folder.hold();
        TemporaryFolder temporary = folder.forThisProcess()) {
      System.setProperty(TEMPORARY_FILES, temporary.path().toString());
      return run(folder.path(), folder.settings(), application);
    }
  }

  private static int run(
      Path folder, Map<String, String> settings, Class<? extends QuarkusApplication> application) {
    AtomicInteger exit = new AtomicInteger(FAULT);
    try (Cluster cluster = Cluster.start(folder);
        ClusterFile file = ClusterFile.write(folder, cluster.settings())) {
      cluster.settings().forEach(System::setProperty);
      settings.forEach(System::setProperty);
      if (ExposureCheck.callersAreAsked()) {
        LocalKeys.settings(folder, ExposureCheck.systemAdmins()).forEach(System::setProperty);
      }
      ToyboxPublisher.publish(folder.resolve("temporary"));
      Quarkus.run(
          application,
          (code, failure) -> {
            exit.set(failure == null ? code : FAULT);
            if (failure != null) {
              printError(failure);
            }
          });
    }
    return exit.get();
  }

  /** The JVM leaves when all hooks have run: not before Kafka has closed its files. */
  private static void await(CountDownLatch closed) {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Zoodip did not close within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void printError(Throwable failure) {
    System.err.println("Zoodip cannot start: " + FileErrorText.withCauses(failure));
  }
}
