package zoodip.platform.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import zoodip.platform.metrics.Buckets;

/** What the slots of a queue tell about themselves. */
final class WorkMetrics {
  private static final String WORK = "work";
  private static final String OUTCOME = "outcome";
  private static final double[] DELIVERIES = {1, 2, 3, 5, 10};

  private final AtomicInteger busy = new AtomicInteger();
  private final DistributionSummary deliveries;
  private final Map<RequestDisposition, Counter> requests = new EnumMap<>(RequestDisposition.class);
  private final Map<RequestDisposition, Timer> attempts = new EnumMap<>(RequestDisposition.class);

  /**
   * @param slots of this process
   */
  WorkMetrics(MeterRegistry registry, WorkQueue queue, int slots) {
    String work = queue.label();
    Gauge.builder("zoodip.slots", () -> slots)
        .description("Jobs that this process can work on at a time")
        .tag(WORK, work)
        .register(registry);
    Gauge.builder("zoodip.slots.busy", busy, AtomicInteger::get)
        .description("Slots that work on a job")
        .tag(WORK, work)
        .register(registry);
    deliveries =
        DistributionSummary.builder("zoodip.request.deliveries")
            .description("How often a request had been delivered when it was taken")
            .tag(WORK, work)
            .serviceLevelObjectives(DELIVERIES)
            .register(registry);
    for (RequestDisposition disposition : RequestDisposition.values()) {
      requests.put(disposition, counter(registry, work, disposition));
      attempts.put(disposition, timer(registry, work, disposition));
    }
  }

  private static Counter counter(
      MeterRegistry registry, String work, RequestDisposition disposition) {
    return Counter.builder("zoodip.requests")
        .description("What became of delivered requests")
        .tag(WORK, work)
        .tag(OUTCOME, disposition.label())
        .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String work, RequestDisposition disposition) {
    return Timer.builder("zoodip.attempt")
        .description("From a request's delivery to what became of it")
        .tag(WORK, work)
        .tag(OUTCOME, disposition.label())
        .serviceLevelObjectives(Buckets.jobs())
        .register(registry);
  }

  /** A request was delivered so often, this time included. */
  void delivered(int delivery) {
    deliveries.record(delivery);
  }

  void count(RequestDisposition disposition, Duration time) {
    requests.get(disposition).increment();
    attempts.get(disposition).record(time);
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
