package zoodip.trainer.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import zoodip.platform.metrics.Buckets;

/** What is told of the journals of all trainings that run in this process. */
public final class JournalMetrics {
  private static final double MILLIS = 1e3;

  private final Set<JournalLag> running = ConcurrentHashMap.newKeySet();
  private final Clock clock = Clock.systemUTC();
  private final Timer committed;
  private final Timer failed;

  public JournalMetrics(MeterRegistry registry) {
    Gauge.builder("zoodip.training.journal.pending", this, JournalMetrics::pendingSteps)
        .description("Steps that running trainings have done and not committed")
        .baseUnit("steps")
        .register(registry);
    Gauge.builder("zoodip.training.journal.age", this, JournalMetrics::ageSeconds)
        .description("Time since the last commit of the training that waits for longest")
        .baseUnit("seconds")
        .register(registry);
    committed = commits(registry, "committed");
    failed = commits(registry, "failed");
  }

  JournalLag open(long steps, Instant now) {
    JournalLag lag = new JournalLag(steps, now);
    running.add(lag);
    return lag;
  }

  void close(JournalLag lag) {
    running.remove(lag);
  }

  void committed(Duration time) {
    committed.record(time);
  }

  void failed(Duration time) {
    failed.record(time);
  }

  private double pendingSteps() {
    return running.stream().mapToLong(JournalLag::steps).sum();
  }

  private double ageSeconds() {
    Instant now = clock.instant();
    return running.stream()
        .mapToDouble(lag -> Duration.between(lag.committedAt(), now).toMillis() / MILLIS)
        .max()
        .orElse(0);
  }

  private static Timer commits(MeterRegistry registry, String outcome) {
    return Timer.builder("zoodip.training.journal.commit")
        .description("Writing losses and files, and announcing them")
        .tag("outcome", outcome)
        .serviceLevelObjectives(Buckets.calls())
        .register(registry);
  }
}
