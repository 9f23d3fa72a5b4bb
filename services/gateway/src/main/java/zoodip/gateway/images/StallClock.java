package zoodip.gateway.images;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs while something is waited for. */
final class StallClock {
  private final Supplier<Future<?>> alarm;
  private Optional<Future<?>> running = Optional.empty();

  /**
   * @param alarm is set at each start
   */
  StallClock(Supplier<Future<?>> alarm) {
    this.alarm = alarm;
  }

  synchronized void start() {
    stop();
    running = Optional.of(alarm.get());
  }

  synchronized void stop() {
    running.ifPresent(set -> set.cancel(false));
    running = Optional.empty();
  }
}
