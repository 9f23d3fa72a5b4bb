package zoodip.platform.work;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the slots of a queue tell about themselves. */
final class WorkMetrics {
  private final MeterRegistry registry;
  private final String queue;
  private final AtomicInteger busy = new AtomicInteger();

  WorkMetrics(MeterRegistry registry, WorkQueue queue) {
    this.registry = registry;
    this.queue = queue.name().toLowerCase(Locale.ROOT);
    registry.gauge(
        "zoodip.slots.busy", io.micrometer.core.instrument.Tags.of("queue", this.queue), busy);
  }

  void count(RequestDisposition disposition) {
    registry.counter("zoodip.requests", "queue", queue, "outcome", disposition.label()).increment();
  }

  /** Counts a slot as busy until it is closed. */
  Busy busy() {
    busy.incrementAndGet();
    return busy::decrementAndGet;
  }

  interface Busy extends AutoCloseable {
    @Override
    void close();
  }
}
