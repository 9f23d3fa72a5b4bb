package zoodip.platform.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import zoodip.platform.metrics.Buckets;
import zoodip.platform.storage.StorageOperation.Outcome;

/** How often the object store is asked, how it answers, and how long that takes. */
final class StorageMetrics {
  private final Map<StorageOperation, Map<Outcome, Timer>> timers =
      new EnumMap<>(StorageOperation.class);

  StorageMetrics(MeterRegistry registry) {
    for (StorageOperation operation : StorageOperation.values()) {
      Map<Outcome, Timer> ofOperation = new EnumMap<>(Outcome.class);
      operation
          .outcomes()
          .forEach(outcome -> ofOperation.put(outcome, timer(registry, operation, outcome)));
      timers.put(operation, ofOperation);
    }
  }

  void record(StorageOperation operation, Outcome outcome, long nanos) {
    timers.get(operation).get(outcome).record(nanos, TimeUnit.NANOSECONDS);
  }

  private static Timer timer(MeterRegistry registry, StorageOperation operation, Outcome outcome) {
    return Timer.builder("zoodip.storage.call")
        .description("Requests to the object store, each try by itself")
        .tag("operation", operation.label())
        .tag("outcome", outcome.label())
        .serviceLevelObjectives(Buckets.calls())
        .register(registry);
  }
}
