package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.v1.JobState;

/** What holds whatever is said about a job, in whatever order. */
class JobFoldPropertyTest {
  @Property
  void anEndedJobStaysAsItIsUntilItIsDeleted(@ForAll("histories") List<JobEvent> events) {
    eachMove(
        events,
        (before, event, foldResult) -> {
          if (JobStates.isTerminal(before.getState()) && !event.hasDeleteRequested()) {
            assertEquals(
                withoutPosition(before), withoutPosition(foldResult.record().orElseThrow()));
            assertEquals(List.of(), foldResult.effects());
          }
        });
  }

  @Property
  void segmentsAreContiguousFromStepOne(@ForAll("histories") List<JobEvent> events) {
    eachMove(
        events,
        (before, event, foldResult) ->
            foldResult
                .record()
                .ifPresent(
                    after -> {
                      int next = 1;
                      for (var segment : after.getSegmentsList()) {
                        assertEquals(next, segment.getFirstStep());
                        next = segment.getLastStep() + 1;
                      }
                    }));
  }

  @Property
  void attemptsRevisionsAndSegmentsNeverShrink(@ForAll("histories") List<JobEvent> events) {
    eachMove(
        events,
        (before, event, foldResult) ->
            foldResult
                .record()
                .ifPresent(
                    after -> {
                      assertTrue(after.getAttempts() >= before.getAttempts());
                      assertTrue(after.getRevision() >= before.getRevision());
                      assertTrue(after.getSegmentsCount() >= before.getSegmentsCount());
                    }));
  }

  @Property
  void theRevisionGrowsByOneWithEachChange(@ForAll("histories") List<JobEvent> events) {
    eachMove(
        events,
        (before, event, foldResult) ->
            foldResult
                .record()
                .ifPresent(
                    after -> {
                      boolean changed = !withoutPosition(before).equals(withoutPosition(after));
                      assertEquals(before.getRevision() + (changed ? 1 : 0), after.getRevision());
                    }));
  }

  @Property
  void everyEventMovesThePositionOfTheRecord(@ForAll("histories") List<JobEvent> events) {
    eachMove(
        events,
        (before, event, foldResult) ->
            foldResult
                .record()
                .ifPresent(
                    after -> assertEquals(before.getEventOffset() + 1, after.getEventOffset())));
  }

  @Property
  void atMostOneQueueEntryIsOutstanding(@ForAll("histories") List<JobEvent> events) {
    History history = new History(Events.TRAINING);
    int waiting = 0;
    for (JobEvent event : events) {
      int attemptsBefore = history.record().map(JobRecord::getAttempts).orElse(0);
      FoldResult foldResult = history.publish(event);
      int attempts = foldResult.record().map(JobRecord::getAttempts).orElse(0);
      if (attempts > attemptsBefore) {
        waiting = 0;
      }
      waiting +=
          (int) foldResult.effects().stream().filter(Effect.Enqueue.class::isInstance).count();
      if (foldResult.record().isEmpty()) {
        waiting = 0;
      }
      assertTrue(waiting <= 1, "entries that no worker took yet: " + waiting);
      boolean queued =
          foldResult
              .record()
              .filter(job -> job.getState() == JobState.JOB_STATE_QUEUED)
              .isPresent();
      assertTrue(!queued || waiting == 1, "a queued job stands on its queue");
    }
  }

  @Property
  void sayingAThingTwiceIsAsSayingItOnce(@ForAll("histories") List<JobEvent> events) {
    History once = new History(Events.TRAINING);
    History twice = new History(Events.TRAINING);
    for (JobEvent event : events) {
      once.publish(event);
      twice.publish(event);
      FoldResult again = twice.publish(event);
      assertEquals(List.of(), again.effects(), () -> "repeating " + event);
      assertEquals(comparable(once.record()), comparable(twice.record()));
    }
  }

  @Property
  void aSucceededTrainingPublishedItsConceptOnce(@ForAll("histories") List<JobEvent> events) {
    eachMove(
        events,
        (before, event, foldResult) -> {
          boolean succeedsNow =
              before.getState() != JobState.JOB_STATE_SUCCEEDED
                  && foldResult
                      .record()
                      .filter(after -> after.getState() == JobState.JOB_STATE_SUCCEEDED)
                      .isPresent();
          long published =
              foldResult.effects().stream().filter(Effect.PublishConcept.class::isInstance).count();
          assertEquals(succeedsNow ? 1 : 0, published);
        });
  }

  @Provide
  Arbitrary<List<JobEvent>> histories() {
    return event().list().ofMinSize(1).ofMaxSize(40).map(JobFoldPropertyTest::afterAccepted);
  }

  private static List<JobEvent> afterAccepted(List<JobEvent> events) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(Events.trainingWithEvaluation()), events.stream())
        .toList();
  }

  private static Arbitrary<JobEvent> event() {
    Arbitrary<String> attempt = Arbitraries.of("a", "b", "c", "");
    // steps of a few lengths that continue each other often
    Arbitrary<JobEvent> committed =
        Combinators.combine(attempt, Arbitraries.of(1, 11, 21, 31), Arbitraries.of(9, 19, 4))
            .as((who, first, more) -> Events.committed(who, first, first + more));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, attempt.map(Events::started)),
        net.jqwik.api.Tuple.of(8, committed),
        net.jqwik.api.Tuple.of(4, attempt.map(Events::suspended)),
        net.jqwik.api.Tuple.of(1, attempt.map(Events::trained)),
        net.jqwik.api.Tuple.of(1, attempt.map(Events::scored)),
        net.jqwik.api.Tuple.of(1, attempt.map(Events::failed)),
        net.jqwik.api.Tuple.of(1, Arbitraries.just(Events.cancelRequested())),
        net.jqwik.api.Tuple.of(1, attempt.map(Events::cancelled)),
        net.jqwik.api.Tuple.of(1, Arbitraries.just(Events.deleteRequested())),
        net.jqwik.api.Tuple.of(1, Arbitraries.just(Events.trainingWithEvaluation())),
        net.jqwik.api.Tuple.of(1, Arbitraries.just(JobEvent.getDefaultInstance())));
  }

  private interface Check {
    void move(JobRecord before, JobEvent event, FoldResult foldResult);
  }

  private static void eachMove(List<JobEvent> events, Check check) {
    History history = new History(Events.TRAINING);
    for (JobEvent event : events) {
      Optional<JobRecord> before = history.record();
      FoldResult said = history.publish(event);
      FoldResult foldResult = new FoldResult(history.record(), said.parts(), said.effects());
      before.ifPresent(record -> check.move(record, event, foldResult));
    }
  }

  private static JobRecord withoutPosition(JobRecord record) {
    return record.toBuilder().clearEventOffset().clearEventPartition().build();
  }

  /** Without what counts or dates events. */
  private static Optional<JobRecord> comparable(Optional<JobRecord> record) {
    return record.map(
        job ->
            withoutPosition(job).toBuilder()
                .clearRevision()
                .clearQueuedRevision()
                .clearCreateTime()
                .clearStartTime()
                .clearEndTime()
                .clearUpdateTime()
                .build());
  }
}
