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
import zoodip.platform.threads.DaemonThreads;
import zoodip.v1.ErrorReason;

/** Notices streams whose peers neither read nor write any more; what those hold is freed. */
@ApplicationScoped
public class IdleStreams {
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor timer = timer();

  @Inject
  public IdleStreams(GatewayConfig config) {
    this(config.streams().stallTimeout());
  }

  public IdleStreams(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Watches over a stream from now on.
   *
   * @param end is called on a thread of its own, at most once
   */
  public IdleTimer watch(Runnable end) {
    return new IdleTimer(end);
  }

  public Duration timeout() {
    return timeout;
  }

  /** What an idle stream of a caller ends with. */
  public ServiceException failure(String what) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_STREAM_STALLED,
        "%s for %s, so the stream is ended; call again".formatted(what, timeout));
  }

  @PreDestroy
  public void close() {
    timer.shutdownNow();
  }

  /** The time that a stream's peer has left to do something. */
  public final class IdleTimer {
    private final Runnable end;
    private ScheduledFuture<?> alarm;
    private boolean ended;

    private IdleTimer(Runnable end) {
      this.end = end;
      restart();
    }

    /** The peer did something: its time begins anew. */
    public synchronized void restart() {
      pause();
      if (!ended) {
        alarm = timer.schedule(end, timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    /** It is the service's turn, and the peer's time does not run. */
    public synchronized void pause() {
      if (alarm != null) {
        alarm.cancel(false);
      }
    }

    /** The stream has ended. */
    public synchronized void close() {
      pause();
      ended = true;
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("stalled-streams"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
