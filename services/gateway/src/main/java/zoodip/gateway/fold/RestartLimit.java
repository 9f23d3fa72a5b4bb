package zoodip.gateway.fold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Allows so many restarts within a window of time. */
final class RestartLimit {
  private final int limit;
  private final Duration window;
  private final Clock clock;
  private final Deque<Instant> recent = new ArrayDeque<>();

  RestartLimit(int limit, Duration window, Clock clock) {
    this.limit = limit;
    this.window = window;
    this.clock = clock;
  }

  synchronized boolean tryRestart() {
    Instant now = clock.instant();
    while (!recent.isEmpty() && recent.peek().isBefore(now.minus(window))) {
      recent.remove();
    }
    recent.add(now);
    return recent.size() <= limit;
  }
}
