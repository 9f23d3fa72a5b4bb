package zoodip.gateway.fold;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.platform.metrics.Buckets;
import zoodip.platform.work.WorkQueue;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobState;

/**
 * What the fold tells of the events that it folds, and of the jobs that they are about. Events that
 * are folded again after a failure count again.
 */
final class FoldMetrics {
  private static final String WORK = "work";

  private final Map<JobEvent.FactCase, Counter> applied = new EnumMap<>(JobEvent.FactCase.class);
  private final Map<JobEvent.FactCase, Counter> ignored = new EnumMap<>(JobEvent.FactCase.class);
  private final Counter rejected;
  private final Timer delay;
  private final OfWork training;
  private final OfWork evaluation;

  private record OfWork(
      Timer waiting, Map<JobState, Timer> time, Map<ErrorReason, Counter> failures) {}

  FoldMetrics(MeterRegistry registry) {
    for (JobEvent.FactCase fact : JobEvent.FactCase.values()) {
      applied.put(fact, events(registry, fact, "applied"));
      ignored.put(fact, events(registry, fact, "ignored"));
    }
    rejected =
        Counter.builder("zoodip.fold.rejected")
            .description("Records of job-events that are no events")
            .register(registry);
    delay =
        Timer.builder("zoodip.fold.delay")
            .description("From an event's append to its fold")
            .serviceLevelObjectives(Buckets.calls())
            .register(registry);
    training = ofWork(registry, WorkQueue.TRAINING);
    evaluation = ofWork(registry, WorkQueue.EVALUATION);
  }

  /** A record was no event. */
  void rejected() {
    rejected.increment();
  }

  /**
   * An event was folded.
   *
   * @param appended milliseconds since 1970
   */
  void folded(JobEvent event, Optional<JobRecord> before, FoldResult result, long appended) {
    (isApplied(before, result) ? applied : ignored).get(event.getFactCase()).increment();
    delay.record(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - appended)));
    if (before.isPresent() && result.record().isPresent()) {
      moved(before.get(), result.record().get());
    }
  }

  /** A record that only moves keeps its revision. */
  private static boolean isApplied(Optional<JobRecord> before, FoldResult result) {
    return !result.effects().isEmpty()
        || before.isPresent() != result.record().isPresent()
        || !before.map(JobRecord::getRevision).equals(result.record().map(JobRecord::getRevision));
  }

  private void moved(JobRecord before, JobRecord after) {
    OfWork work = after.getSpec().hasTraining() ? training : evaluation;
    if (before.getState() == JobState.JOB_STATE_QUEUED
        && after.getState() == JobState.JOB_STATE_RUNNING) {
      work.waiting().record(between(before.getUpdateTime(), after.getUpdateTime()));
    }
    if (!JobStates.isTerminal(before.getState()) && JobStates.isTerminal(after.getState())) {
      work.time().get(after.getState()).record(between(after.getCreateTime(), after.getEndTime()));
      if (after.getState() == JobState.JOB_STATE_FAILED) {
        work.failures().get(after.getError().getReason()).increment();
      }
    }
  }

  private static Duration between(Timestamp from, Timestamp to) {
    return Duration.ofMillis(Math.max(0, Timestamps.toMillis(to) - Timestamps.toMillis(from)));
  }

  private static Counter events(MeterRegistry registry, JobEvent.FactCase fact, String outcome) {
    return Counter.builder("zoodip.fold.events")
        .description("Events that were folded")
        .tag("event", fact.name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome)
        .register(registry);
  }

  private static OfWork ofWork(MeterRegistry registry, WorkQueue work) {
    Timer wait =
        Timer.builder("zoodip.job.wait")
            .description("From queued to started")
            .tag(WORK, work.label())
            .serviceLevelObjectives(Buckets.jobs())
            .register(registry);
    Map<JobState, Timer> time = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      if (JobStates.isTerminal(state)) {
        time.put(state, time(registry, work, state));
      }
    }
    Map<ErrorReason, Counter> failures = new EnumMap<>(ErrorReason.class);
    for (ErrorReason reason : ErrorReason.values()) {
      failures.put(reason, failures(registry, work, reason));
    }
    return new OfWork(wait, time, failures);
  }

  private static Counter failures(MeterRegistry registry, WorkQueue work, ErrorReason reason) {
    return Counter.builder("zoodip.job.failures")
        .description("Jobs that failed")
        .tag(WORK, work.label())
        .tag("reason", reason.name())
        .register(registry);
  }

  private static Timer time(MeterRegistry registry, WorkQueue work, JobState state) {
    return Timer.builder("zoodip.job.time")
        .description("From a job's create to its end")
        .tag(WORK, work.label())
        .tag("state", JobStates.label(state).toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(Buckets.jobs())
        .register(registry);
  }
}
