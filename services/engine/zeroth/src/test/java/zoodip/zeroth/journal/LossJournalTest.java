package zoodip.zeroth.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.journal.JournalException.Reason;

class LossJournalTest {
  private final JournalSegment first = new JournalSegment(1, 2, new float[] {1, 2, 3, 4});
  private final JournalSegment second = new JournalSegment(3, 2, new float[] {5, 6});

  @Test
  void putsSegmentsTogether() {
    LossJournal journal = LossJournal.of(List.of(first, second));
    assertEquals(3, journal.steps());
    assertEquals(2, journal.lossesPerStep());
    assertArrayEquals(new float[] {1, 2}, journal.losses(1));
    assertArrayEquals(new float[] {3, 4}, journal.losses(2));
    assertArrayEquals(new float[] {5, 6}, journal.losses(3));
  }

  @Test
  void aPrefixEndsEarlier() {
    LossJournal prefix = LossJournal.of(List.of(first, second)).prefix(1);
    assertEquals(1, prefix.steps());
    assertArrayEquals(new float[] {1, 2}, prefix.losses(1));
    assertThrows(IndexOutOfBoundsException.class, () -> prefix.losses(2));
    assertEquals(0, prefix.prefix(0).steps());
    assertThrows(IndexOutOfBoundsException.class, () -> prefix.prefix(2));
  }

  @Test
  void anEmptyJournalHasNoSteps() {
    assertEquals(0, LossJournal.empty(3).steps());
    assertEquals(3, LossJournal.empty(3).lossesPerStep());
    assertThrows(IndexOutOfBoundsException.class, () -> LossJournal.empty(3).losses(1));
    assertThrows(IllegalArgumentException.class, () -> LossJournal.empty(0));
    assertThrows(IllegalArgumentException.class, () -> LossJournal.of(List.of()));
  }

  @Test
  void refusesMissingDoubledAndSwappedSegments() {
    assertEquals(Reason.GAP, refusal(List.of(second)));
    assertEquals(Reason.GAP, refusal(List.of(first, first)));
    assertEquals(Reason.GAP, refusal(List.of(second, first)));
    assertEquals(Reason.GAP, refusal(List.of(first, new JournalSegment(4, 2, new float[] {7, 8}))));
  }

  @Test
  void refusesSegmentsOfDifferentRuns() {
    assertEquals(
        Reason.OTHER_SETTINGS,
        refusal(List.of(first, new JournalSegment(3, 3, new float[] {5, 6, 7}))));
  }

  @Test
  void aRecorderCutsSegmentsThatFollowOneAnother() {
    JournalRecorder recorder = new JournalRecorder(0, 2);
    assertTrue(recorder.drain().isEmpty());
    recorder.add(1, new float[] {1, 2});
    recorder.add(2, new float[] {3, 4});
    assertEquals(2, recorder.pendingSteps());
    assertEquals(first, recorder.drain().orElseThrow());
    recorder.add(3, new float[] {5, 6});
    assertEquals(second, recorder.drain().orElseThrow());
    assertEquals(0, recorder.pendingSteps());
  }

  @Test
  void aProbeGoesWithTheStepThatItFollows() {
    JournalRecorder recorder = new JournalRecorder(0, 2);
    ProbeLoss before = new ProbeLoss(0, 4, 0.5);
    ProbeLoss after = new ProbeLoss(2, 4, 0.25);
    recorder.add(before);
    assertTrue(recorder.drain().isEmpty());
    recorder.add(1, new float[] {1, 2});
    recorder.add(2, new float[] {3, 4});
    recorder.add(after);
    JournalSegment segment = recorder.drain().orElseThrow();
    assertEquals(List.of(before, after), segment.probes());
    recorder.add(3, new float[] {5, 6});
    assertEquals(second, recorder.drain().orElseThrow());
    LossJournal journal = LossJournal.of(List.of(segment, second));
    assertEquals(List.of(before, after), journal.probes());
    assertEquals(List.of(before), journal.prefix(1).probes());
  }

  @Test
  void aRecorderTakesOneProbeOfAStepBeforeThatIsDrained() {
    JournalRecorder recorder = new JournalRecorder(0, 2);
    assertThrows(IllegalArgumentException.class, () -> recorder.add(new ProbeLoss(1, 4, 1)));
    recorder.add(new ProbeLoss(0, 4, 1));
    assertFalse(recorder.takesProbe());
    assertThrows(IllegalArgumentException.class, () -> recorder.add(new ProbeLoss(0, 4, 1)));
    recorder.add(1, new float[] {1, 2});
    assertTrue(recorder.takesProbe());
    recorder.drain();
    assertFalse(recorder.takesProbe());
    assertFalse(new JournalRecorder(2, 2).takesProbe());
  }

  @Test
  void aRecorderGoesOnAfterFinishedSteps() {
    JournalRecorder recorder = new JournalRecorder(2, 2);
    recorder.add(3, new float[] {5, 6});
    assertEquals(second, recorder.drain().orElseThrow());
  }

  @Test
  void aRecorderTakesEveryStepOnceAndWhole() {
    JournalRecorder recorder = new JournalRecorder(0, 2);
    recorder.add(1, new float[] {1, 2});
    assertThrows(IllegalArgumentException.class, () -> recorder.add(1, new float[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> recorder.add(3, new float[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> recorder.add(2, new float[] {1}));
    assertEquals(1, recorder.pendingSteps());
    assertThrows(IllegalArgumentException.class, () -> new JournalRecorder(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> new JournalRecorder(0, 0));
  }

  private static Reason refusal(List<JournalSegment> segments) {
    return assertThrows(JournalException.class, () -> LossJournal.of(segments)).reason();
  }
}
