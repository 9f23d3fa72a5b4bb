package zoodip.gateway.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.fold.JobParts;
import zoodip.gateway.records.QueueCounts.Queue;
import zoodip.v1.JobState;

class QueueCountsTest {
  private static final long NANOS_OF_MILLI = 1_000_000;

  /** What becomes of one of a few jobs; it goes if there is no state. */
  record Change(boolean training, int job, String model, long time, Optional<JobState> state) {
    String name() {
      return (training ? "tenants/t/trainingJobs/" : "tenants/t/evaluations/") + job;
    }

    Queue queue() {
      return new Queue(training, model);
    }

    JobEntry entry() throws InvalidProtocolBufferException {
      JobSpec.Builder spec = JobSpec.newBuilder();
      if (training) {
        spec.setTraining(TrainingSpec.newBuilder().setModel(model));
      } else {
        spec.setEvaluation(EvaluationSpec.newBuilder().setModel(model));
      }
      JobRecord record =
          JobRecord.newBuilder()
              .setName(name())
              .setSpec(spec)
              .setState(state.orElseThrow())
              .setUpdateTime(Timestamps.fromMillis(time))
              .build();
      return JobEntry.of(name(), record.toByteArray(), JobParts.NONE);
    }
  }

  @Property
  void itIsWhatCountingAllWouldGive(@ForAll("changes") List<Change> changes) throws Exception {
    JobIndex index = new JobIndex();
    Map<String, Change> all = new HashMap<>();
    Set<Queue> known = new HashSet<>();
    for (Change change : changes) {
      if (change.state().isEmpty()) {
        index.remove(change.name());
        all.remove(change.name());
      } else {
        index.put(change.entry());
        all.put(change.name(), change);
        known.add(change.queue());
      }
    }

    for (Queue queue : known) {
      assertCounts(index.queues(), all, queue.training(), Optional.of(queue.model()));
    }
    assertCounts(index.queues(), all, true, Optional.empty());
    assertCounts(index.queues(), all, false, Optional.empty());
  }

  @Property(tries = 50)
  void eachQueueIsToldOfOnce(@ForAll("changes") List<Change> changes) throws Exception {
    JobIndex index = new JobIndex();
    List<Queue> early = new ArrayList<>();
    index.queues().whenKnown(early::add);
    Set<Queue> known = new HashSet<>();
    for (Change change : changes) {
      if (change.state().isPresent()) {
        index.put(change.entry());
        known.add(change.queue());
      }
    }

    List<Queue> late = new ArrayList<>();
    index.queues().whenKnown(late::add);

    assertEquals(known.size(), early.size());
    assertEquals(known, Set.copyOf(early));
    assertEquals(known.size(), late.size());
    assertEquals(known, Set.copyOf(late));
  }

  private static void assertCounts(
      QueueCounts counts, Map<String, Change> all, boolean training, Optional<String> model) {
    assertEquals(
        of(all, training, model, JobState.JOB_STATE_QUEUED).count(),
        counts.queued(training, model));
    assertEquals(
        of(all, training, model, JobState.JOB_STATE_RUNNING).count(),
        counts.running(training, model));
    OptionalLong oldest =
        of(all, training, model, JobState.JOB_STATE_QUEUED)
            .mapToLong(job -> job.time() * NANOS_OF_MILLI)
            .min();
    assertEquals(oldest, counts.oldestQueued(training, model));
  }

  private static Stream<Change> of(
      Map<String, Change> all, boolean training, Optional<String> model, JobState state) {
    return all.values().stream()
        .filter(job -> job.training() == training)
        .filter(job -> model.isEmpty() || model.get().equals(job.model()))
        .filter(job -> job.state().orElseThrow() == state);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Optional<JobState>> states =
        Arbitraries.of(
                JobState.JOB_STATE_QUEUED,
                JobState.JOB_STATE_RUNNING,
                JobState.JOB_STATE_SUCCEEDED,
                JobState.JOB_STATE_CANCELLED)
            .optional(0.9);
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of("models/sd15", "models/sdxl"),
            Arbitraries.longs().between(1, 5),
            states)
        .as(Change::new)
        .list()
        .ofMaxSize(40);
  }
}
