package zoodip.gateway.archive;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import zoodip.platform.threads.DaemonThreads;

/** Something that is looked at again and again, and what is found then done a few at a time. */
final class PeriodicWork implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PeriodicWork.class);

  private final String name;
  private final int concurrency;
  private final Timer looks;
  private final ScheduledExecutorService timer;
  private final ExecutorService workers;

  /** A look that may be interrupted when the process ends. */
  @FunctionalInterface
  interface Look {
    void look() throws InterruptedException;
  }

  /**
   * @param looks times each look
   */
  PeriodicWork(String name, int concurrency, Timer looks) {
    this.looks = looks;
    this.name = name;
    this.concurrency = concurrency;
    ThreadFactory threads = DaemonThreads.named(name);
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    workers = Executors.newFixedThreadPool(concurrency, threads);
  }

  /** Looks now and so long after each look. */
  void start(Duration interval, Look look) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> run(look), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does the same with each item, and returns when all is done. */
  <T> void forEach(Stream<T> items, Consumer<T> each) throws InterruptedException {
    Semaphore free = new Semaphore(concurrency);
    for (T item : (Iterable<T>) items::iterator) {
      free.acquire();
      workers.execute(
          () -> {
            try {
              each.accept(item);
            } catch (RuntimeException e) {
              LOG.errorf(e, "%s failed on %s", name, item);
            } finally {
              free.release();
            }
          });
    }
    free.acquire(concurrency);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private void run(Look look) {
    long start = System.nanoTime();
    try {
      look.look();
    } catch (InterruptedException e) {
      LOG.debugf(e, "%s ends", name);
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s failed and is tried again", name);
    } finally {
      looks.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }
}
