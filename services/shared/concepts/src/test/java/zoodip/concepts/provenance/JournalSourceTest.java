package zoodip.concepts.provenance;

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
import zoodip.concepts.fixtures.ConceptStore;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;

class JournalSourceTest {
  private static final int LOSSES = 3;

  @TempDir static Path folder;
  private static ConceptStore objects;
  private final JournalSource source = new JournalSource(new CheckedObjects(objects.storage()));

  @BeforeAll
  static void start() {
    objects = new ConceptStore(folder);
  }

  @AfterAll
  static void stop() {
    objects.close();
  }

  @Test
  void aJobWithoutStepsHasAnEmptyJournal() {
    LossJournal journal = source.read(List.of(), LOSSES);
    assertEquals(0, journal.steps());
    assertEquals(LOSSES, journal.lossesPerStep());
  }

  @Test
  void segmentsMakeUpTheJournal() {
    LossJournal journal = source.read(List.of(segment(1, 4), segment(5, 6)), LOSSES);
    assertEquals(6, journal.steps());
    assertArrayEquals(new float[] {5, 5.5f, 6}, journal.losses(5));
  }

  @Test
  void aSegmentThatIsGoneIsALoss() {
    var gone = segment(1, 2);
    objects.storage().delete(gone.getKey());
    assertLoss(gone.getKey() + " is gone", List.of(gone), LOSSES);
  }

  @Test
  void aSegmentOfOtherBytesIsALoss() {
    var changed = segment(1, 2);
    byte[] bytes = objects.storage().get(changed.getKey());
    bytes[bytes.length - 1] ^= 1;
    objects.storage().put(changed.getKey(), bytes, "text/plain");
    assertLoss("is damaged", List.of(changed), LOSSES);
  }

  @Test
  void whatIsNoSegmentIsALoss() {
    byte[] bytes = {1, 2, 3};
    var other = segment(1, 2).toBuilder().setSha256(Sha256.of(bytes)).build();
    objects.storage().put(other.getKey(), bytes, "text/plain");
    assertLoss(other.getKey(), List.of(other), LOSSES);
  }

  @Test
  void aSegmentOfOtherStepsThanSaidIsALoss() {
    var segment = segment(1, 4).toBuilder().setLastStep(3).build();
    assertLoss("has steps 1 to 4, not 1 to 3", List.of(segment), LOSSES);
  }

  @Test
  void segmentsWithAGapAreALoss() {
    assertLoss("does not fit together", List.of(segment(1, 2), segment(4, 5)), LOSSES);
  }

  @Test
  void aJournalOfOtherSettingsIsALoss() {
    assertLoss("has 3 losses a step, but the job's settings make 4", List.of(segment(1, 2)), 4);
  }

  private void assertLoss(String problem, List<JournalSegmentReference> segments, int losses) {
    var error = assertThrows(ServiceException.class, () -> source.read(segments, losses));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, error.reason());
    assertTrue(error.getMessage().contains(problem), error.getMessage());
  }

  private static JournalSegmentReference segment(int first, int last) {
    float[] losses = new float[(last - first + 1) * LOSSES];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = first + i / LOSSES + i % LOSSES * 0.5f;
    }
    byte[] bytes = new JournalSegment(first, LOSSES, losses).encode();
    String key = "journal/" + first + "-" + last + ".bin";
    objects.storage().put(key, bytes, "application/octet-stream");
    return JournalSegmentReference.newBuilder()
        .setKey(key)
        .setFirstStep(first)
        .setLastStep(last)
        .setSha256(Sha256.of(bytes))
        .build();
  }
}
