package zoodip.concepts.provenance;

import java.util.ArrayList;
import java.util.List;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.errors.ServiceException;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;

/** Reads the journal that earlier attempts at a job left. */
public final class JournalSource {
  /** A whole training's, with gradients of 8 kB for each of 60,000 steps. */
  private static final int MOST_BYTES = 512 << 20;

  private final CheckedObjects objects;

  public JournalSource(CheckedObjects objects) {
    this.objects = objects;
  }

  /**
   * The journal that the segments make up, each checked against what was said of it.
   *
   * @param references in the order of their steps; none for a job without finished steps
   * @param lossesPerStep losses that each step has
   * @throws ServiceException DATA_LOSS if a segment is gone, damaged or does not fit
   */
  public LossJournal read(List<JournalSegmentReference> references, int lossesPerStep) {
    if (references.isEmpty()) {
      return LossJournal.empty(lossesPerStep);
    }
    List<JournalSegment> segments = new ArrayList<>();
    for (JournalSegmentReference reference : references) {
      segments.add(segment(reference));
    }
    try {
      LossJournal journal = LossJournal.of(segments);
      requireLosses(journal, references.get(0), lossesPerStep);
      return journal;
    } catch (JournalException e) {
      throw CheckedObjects.loss("The job's journal does not fit together: " + e.getMessage(), e);
    }
  }

  /**
   * The segments as one, as it is stored.
   *
   * @param references in the order of their steps, at least one
   * @param spec of the training that they are of
   * @throws ServiceException DATA_LOSS as {@link #read}
   */
  public byte[] asOneSegment(List<JournalSegmentReference> references, TrainingSpec spec) {
    return read(references, Hyperparameters.of(spec).optimizer().candidates()).asSegment().encode();
  }

  private JournalSegment segment(JournalSegmentReference reference) {
    byte[] bytes =
        objects.get(reference.getKey(), reference.getSha256(), "journal segment", MOST_BYTES);
    JournalSegment segment;
    try {
      segment = JournalSegment.decode(bytes);
    } catch (JournalException e) {
      throw CheckedObjects.loss(reference.getKey() + ": " + e.getMessage(), e);
    }
    if (segment.firstStep() != reference.getFirstStep()
        || segment.lastStep() != reference.getLastStep()) {
      throw CheckedObjects.loss(
          "%s has steps %d to %d, not %d to %d"
              .formatted(
                  reference.getKey(),
                  segment.firstStep(),
                  segment.lastStep(),
                  reference.getFirstStep(),
                  reference.getLastStep()),
          null);
    }
    return segment;
  }

  private static void requireLosses(
      LossJournal journal, JournalSegmentReference first, int lossesPerStep) {
    if (journal.lossesPerStep() != lossesPerStep) {
      throw CheckedObjects.loss(
          "%s has %d losses a step, but the job's settings make %d"
              .formatted(first.getKey(), journal.lossesPerStep(), lossesPerStep),
          null);
    }
  }
}
