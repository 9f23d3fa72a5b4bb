package zoodip.gateway.calls;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Notices streams whose callers neither read nor write any more; what those hold is freed. */
@ApplicationScoped
public class IdleStreams {
  private final Duration limit;
  private final ScheduledThreadPoolExecutor timer = timer();

  @Inject
  public IdleStreams(GatewayConfig config) {
    this(config.streams().stallTimeout());
  }

  public IdleStreams(Duration limit) {
    this.limit = limit;
  }

  /**
   * Watches over a stream from now on.
   *
   * @param end is called on a thread of its own, at most once
   */
  public Stall watch(Runnable end) {
    return new Stall(end);
  }

  /** What a stalled stream ends with. */
  public ServiceException failure(String what) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_STREAM_STALLED,
        "%s for %s, so the stream is ended; call again".formatted(what, limit));
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
  }

  /** The time that a stream's caller has left to do something. */
  public final class Stall {
    private final Runnable end;
    private ScheduledFuture<?> due;
    private boolean over;

    private Stall(Runnable end) {
      this.end = end;
      progress();
    }

    /** The caller did something: its time begins anew. */
    public synchronized void progress() {
      pause();
      if (!over) {
        due = timer.schedule(end, limit.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    /** It is the service's turn, and the caller's time does not run. */
    public synchronized void pause() {
      if (due != null) {
        due.cancel(false);
      }
    }

    /** The stream has ended. */
    public synchronized void close() {
      pause();
      over = true;
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "stalled-streams");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
