package zoodip.gateway.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.ObjectReference;
import zoodip.events.v1.ProgressPart;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.fold.JobParts;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;

class JobIndexTest {
  private static final Set<JobState> OPEN =
      Set.of(JobState.JOB_STATE_QUEUED, JobState.JOB_STATE_RUNNING);
  private static final String LIST = "tenants/t/trainingJobs";

  /** What becomes of one of a few jobs; it goes if there is no state. */
  record Change(int job, long createTime, Optional<JobState> state, boolean archived) {
    String name() {
      return LIST + "/" + job;
    }

    String model() {
      return "models/" + job % 2;
    }

    JobRecord record() {
      JobRecord.Builder record =
          JobRecord.newBuilder()
              .setName(name())
              .setSpec(
                  JobSpec.newBuilder().setTraining(TrainingSpec.newBuilder().setModel(model())))
              .setProgress(JobProgress.newBuilder().setDone(job).setTotal(10))
              .setUpdateTime(Timestamps.fromMillis(createTime + job))
              .setState(state.orElseThrow())
              .setCreateTime(Timestamps.fromMillis(createTime));
      if (archived) {
        record.setArchive(ObjectReference.newBuilder().setKey("archive"));
      }
      return record.build();
    }
  }

  @Property
  void itIsWhatAMapOfAllWouldBe(@ForAll("changes") List<Change> changes) throws Exception {
    JobIndex index = new JobIndex();
    Map<String, Change> all = new HashMap<>();
    for (Change change : changes) {
      if (change.state().isEmpty()) {
        index.remove(change.name());
        all.remove(change.name());
      } else {
        index.put(entry(change.record(), JobParts.NONE));
        all.put(change.name(), change);
      }
    }

    Comparator<Change> order =
        Comparator.comparingLong(Change::createTime).reversed().thenComparing(Change::name);
    assertEquals(names(all, order, Optional.empty()), shown(index, Optional.empty()));
    for (JobState state : JobState.values()) {
      List<String> ofState = names(all, order, Optional.of(state));
      assertEquals(ofState, shown(index, Optional.of(state)));
      assertEquals(ofState.size(), index.count(true, state));
      assertEquals(0, index.count(false, state));
    }
    assertEquals(backlog(all, Optional.empty()), index.backlog().of(true, Optional.empty()));
    assertEquals(
        backlog(all, Optional.of("models/1")), index.backlog().of(true, Optional.of("models/1")));
    assertEquals(
        new Backlog(0, 0, 0, Optional.empty()), index.backlog().of(false, Optional.empty()));
    assertEquals(
        all.values().stream()
            .filter(job -> JobStates.isTerminal(job.state().orElseThrow()) && !job.archived())
            .map(Change::name)
            .sorted()
            .toList(),
        index.toArchive().stream().sorted().toList());
  }

  @Example
  void whoListensHearsOfAModelsFirstJobAndOfItsLast() throws Exception {
    JobIndex index = new JobIndex();
    AtomicInteger told = new AtomicInteger();
    var listening = index.backlog().listen(told::incrementAndGet);
    Change queued = new Change(1, 1, Optional.of(JobState.JOB_STATE_QUEUED), false);

    index.put(entry(queued.record(), JobParts.NONE));
    index.put(entry(new Change(3, 1, queued.state(), false).record(), JobParts.NONE));
    assertEquals(1, told.get());
    index.put(entry(new Change(2, 1, queued.state(), false).record(), JobParts.NONE));
    assertEquals(2, told.get());
    index.remove(queued.name());
    assertEquals(2, told.get());
    index.put(
        entry(
            new Change(3, 1, Optional.of(JobState.JOB_STATE_FAILED), false).record(),
            JobParts.NONE));
    assertEquals(3, told.get());

    listening.close();
    index.put(entry(queued.record(), JobParts.NONE));
    assertEquals(3, told.get());
  }

  @Property(tries = 50)
  void eachQueueThatHadSomethingToDoIsToldOfOnce(@ForAll("changes") List<Change> changes)
      throws Exception {
    JobIndex index = new JobIndex();
    List<JobQueue> early = new ArrayList<>();
    index.backlog().whenKnown(early::add);
    Set<JobQueue> known = new HashSet<>();
    for (Change change : changes) {
      if (change.state().isPresent()) {
        index.put(entry(change.record(), JobParts.NONE));
        if (OPEN.contains(change.state().get())) {
          known.add(new JobQueue(true, change.model()));
        }
      }
    }

    List<JobQueue> late = new ArrayList<>();
    index.backlog().whenKnown(late::add);

    assertEquals(known.size(), early.size());
    assertEquals(known, Set.copyOf(early));
    assertEquals(known.size(), late.size());
    assertEquals(known, Set.copyOf(late));
  }

  @Example
  void aQueuedJobThatIsWrittenOnceMoreStillCountsOnce() throws Exception {
    JobIndex index = new JobIndex();
    Change queued = new Change(1, 1, Optional.of(JobState.JOB_STATE_QUEUED), false);

    index.put(entry(queued.record(), JobParts.NONE));
    index.put(entry(queued.record(), JobParts.NONE));

    assertEquals(1, index.backlog().of(true, Optional.empty()).queued());
  }

  @Example
  void partsCountAsLongAsTheRecordDoesNotHaveThem() throws Exception {
    JobRecord record =
        JobRecord.newBuilder()
            .setName(LIST + "/1")
            .setState(JobState.JOB_STATE_RUNNING)
            .setRevision(5)
            .setProgress(JobProgress.newBuilder().setDone(1))
            .build();
    JobParts parts =
        new JobParts(
            Optional.of(
                ProgressPart.newBuilder()
                    .setRevision(6)
                    .setProgress(JobProgress.newBuilder().setDone(2))
                    .build()),
            List.of(JobFileReference.newBuilder().setName("losses.csv").build()));

    JobEntry running = entry(record, parts);
    JobEntry later = entry(record.toBuilder().setRevision(7).build(), parts);

    assertEquals(2, running.record().getProgress().getDone());
    assertEquals(1, running.record().getFilesCount());
    assertEquals(1, later.record().getProgress().getDone());
    assertEquals(7, later.record().getRevision());
    assertTrue(entry(record, JobParts.NONE).record().getFilesList().isEmpty());
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.longs().between(1, 3),
            Arbitraries.of(JobState.values())
                .filter(state -> state != JobState.UNRECOGNIZED)
                .optional(0.8),
            Arbitraries.of(true, false))
        .as(Change::new)
        .list()
        .ofMaxSize(40);
  }

  private static Backlog backlog(Map<String, Change> all, Optional<String> model) {
    List<Change> counted =
        all.values().stream()
            .filter(job -> model.map(job.model()::equals).orElse(true))
            .filter(job -> OPEN.contains(job.state().orElseThrow()))
            .toList();
    List<Change> queued =
        counted.stream()
            .filter(job -> job.state().orElseThrow() == JobState.JOB_STATE_QUEUED)
            .toList();
    return new Backlog(
        queued.size(),
        counted.size() - queued.size(),
        counted.stream().mapToLong(job -> 10 - job.job()).sum(),
        queued.stream()
            .map(job -> Instant.ofEpochMilli(job.createTime() + job.job()))
            .min(Comparator.naturalOrder()));
  }

  private static JobEntry entry(JobRecord record, JobParts parts)
      throws InvalidProtocolBufferException {
    return JobEntry.of(record.getName(), record.toByteArray(), parts);
  }

  private static List<String> names(
      Map<String, Change> all, Comparator<Change> order, Optional<JobState> state) {
    return all.values().stream()
        .filter(job -> state.isEmpty() || job.state().equals(state))
        .sorted(order)
        .map(Change::name)
        .toList();
  }

  private static List<String> shown(JobIndex index, Optional<JobState> state) {
    List<String> names = new ArrayList<>();
    index.newestFirst(LIST, state).forEach((place, job) -> names.add(job.name()));
    return names;
  }
}
