package zoodip.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import zoodip.embedded.Cluster;
import zoodip.local.demo.Demo;
import zoodip.local.demo.DemoSettings;

/**
 * All of Zoodip in this process: Kafka and the object store first, then the four services. Without
 * an argument it serves until it is stopped; with the argument {@code demo} it runs the demo.
 *
 * <p>Exit codes: 0 when the demo went well, 1 when something failed, 2 for wrong arguments.
 */
@QuarkusMain
public class Main {
  private static final int FAILED = 1;
  private static final int WRONG_ARGUMENTS = 2;
  private static final long PATIENCE_SECONDS = 60;

  private Main() {}

  public static void main(String... arguments) {
    // until Quarkus configures logging, every level of Kafka's is kept in memory
    Logger.getLogger("").setLevel(Level.WARNING);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(closed), "await-close"));
    int code = FAILED;
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
      if (arguments.length == 0) {
        return serve();
      }
      if (arguments.length == 1 && arguments[0].equals("demo")) {
        return demo();
      }
      System.err.println(
          "Usage: zoodip-local [demo]; settings are system properties (-Dname=value)");
      return WRONG_ARGUMENTS;
    } catch (RuntimeException e) {
      System.err.println("Zoodip cannot start: " + reasons(e));
      return FAILED;
    }
  }

  private static int serve() {
    return run(DataFolder.permanent(), Server.class);
  }

  private static int demo() {
    DemoSettings settings = DemoSettings.of(System.getProperties());
    settings.prepare(System.getProperties());
    try (DataFolder folder = DataFolder.temporary()) {
      return run(folder, Demo.class);
    }
  }

  private static int run(DataFolder folder, Class<? extends QuarkusApplication> application) {
    AtomicInteger exit = new AtomicInteger(FAILED);
    try (Cluster cluster = Cluster.start(folder.path())) {
      cluster.settings().forEach(System::setProperty);
      folder.settings().forEach(System::setProperty);
      Quarkus.run(application, (code, failure) -> exit.set(code));
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

  private static String reasons(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure.getCause() == null ? message : message + ": " + reasons(failure.getCause());
  }
}
