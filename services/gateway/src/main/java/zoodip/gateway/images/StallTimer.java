package zoodip.gateway.images;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import zoodip.gateway.GatewayConfig;

/** Tells when inference has said nothing for too long. */
@ApplicationScoped
public class StallTimer {
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "stalled-drawing");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  public StallTimer(GatewayConfig config) {
    timeout = config.inference().stallTimeout();
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * A clock that stands still.
   *
   * @param stalled is told once the clock has run for too long
   */
  StallClock clock(Consumer<String> stalled) {
    return new StallClock(
        () ->
            timer.schedule(
                () -> stalled.accept("a node has said nothing for " + timeout),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS));
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
  }
}
