package zoodip.platform.work;

import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import zoodip.platform.threads.DaemonThreads;

/**
 * Ends a process that has had no job for long enough. A job that comes at the last moment is
 * suspended as at any shutdown, and another worker takes it.
 */
final class IdleExit implements JobHandler {
  private static final Logger LOG = Logger.getLogger(IdleExit.class);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final JobHandler handler;
  private final Duration patience;
  private final Runnable end;
  private final AtomicInteger jobs = new AtomicInteger();
  private volatile long idleSince = System.nanoTime();

  /**
   * Watches from now on.
   *
   * @param end is run once, on a thread of its own
   */
  IdleExit(JobHandler handler, Duration patience, Runnable end) {
    this.handler = handler;
    this.patience = patience;
    this.end = end;
    DaemonThreads.of("idle-exit", this::watch).start();
  }

  /** A handler without whose jobs this process ends in good order. */
  static JobHandler after(Duration patience, JobHandler handler) {
    return new IdleExit(handler, patience, () -> Quarkus.asyncExit(0));
  }

  @Override
  public AttemptResult work(JobAttempt attempt) throws InterruptedException {
    jobs.incrementAndGet();
    try {
      return handler.work(attempt);
    } finally {
      idleSince = System.nanoTime();
      jobs.decrementAndGet();
    }
  }

  private void watch() {
    try {
      while (jobs.get() > 0 || System.nanoTime() - idleSince < patience.toNanos()) {
        Thread.sleep(LOOK.toMillis());
      }
      LOG.infof("There was no job for %s, so this worker ends", patience);
      end.run();
    } catch (InterruptedException e) {
      LOG.debug("This worker does not end by itself", e);
    }
  }
}
