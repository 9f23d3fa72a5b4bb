package zoodip.trainer.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.concepts.provenance.JournalSource;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.trainer.fixtures.TrainerStore;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.journal.JournalSegment;

class JournalTest {
  private static final ResourceName JOB = ResourceName.trainingJob("tenants/t", "j");
  private static final JournalSegment FIRST = new JournalSegment(1, 2, new float[] {1, 2, 3, 4});
  private static final JournalSegment SECOND = new JournalSegment(3, 2, new float[] {5, 6});

  @TempDir static Path folder;
  private static TrainerStore objects;

  private final JournalSource source = new JournalSource(new CheckedObjects(objects.storage()));

  @BeforeAll
  static void start() {
    objects = new TrainerStore(folder);
  }

  @AfterAll
  static void stop() {
    objects.close();
  }

  @Test
  void whatWasWrittenIsRead() {
    List<JournalSegmentReference> references =
        List.of(store("a").write(FIRST), store("b").write(SECOND));
    var journal = source.read(references, 2);
    assertEquals(3, journal.steps());
    assertArrayEquals(new float[] {5, 6}, journal.losses(3));
    assertEquals("tenants/t/jobs/j/attempts/b/journal/3.bin", references.get(1).getKey());
  }

  @Test
  void aJobWithoutSegmentsHasAnEmptyJournal() {
    assertEquals(0, source.read(List.of(), 3).steps());
  }

  @Test
  void writingASegmentAgainChangesNothingAndAnotherOneIsRefused() {
    var first = store("again").write(FIRST);
    assertEquals(first, store("again").write(FIRST));
    JournalSegment other = new JournalSegment(1, 2, new float[] {9, 9});
    assertThrows(IllegalStateException.class, () -> store("again").write(other));
  }

  @Test
  void aSegmentThatIsGoneOrDamagedIsALossOfData() {
    var reference = store("lost").write(FIRST);
    byte[] damaged = FIRST.encode();
    damaged[damaged.length / 2] ^= 1;
    objects.storage().put(reference.getKey(), damaged, "application/octet-stream");
    assertLoss(List.of(reference), 2, "is damaged");
    objects.storage().delete(reference.getKey());
    assertLoss(List.of(reference), 2, "is gone");
  }

  @Test
  void segmentsThatDoNotFitTheJobAreALossOfData() {
    var first = store("fit").write(FIRST);
    var second = store("fit").write(SECOND);
    assertLoss(List.of(second), 2, "step");
    assertLoss(List.of(first, first), 2, "step");
    assertLoss(List.of(first), 3, "losses a step");
    var longer = first.toBuilder().setLastStep(3).build();
    assertLoss(List.of(longer, second), 2, "has steps 1 to 2, not 1 to 3");
  }

  private void assertLoss(List<JournalSegmentReference> segments, int losses, String why) {
    var failure = assertThrows(ServiceException.class, () -> source.read(segments, losses));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, failure.reason());
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
  }

  private static SegmentStore store(String attempt) {
    return new SegmentStore(objects.storage(), JOB, attempt);
  }
}
