package zoodip.trainer.journal;

import java.util.List;
import java.util.Optional;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.v1.JobProgress;

/** Tells the system what is safe, and how far the training is with it. */
@FunctionalInterface
public interface ProgressPublisher {
  /**
   * @param segment the next of the journal, if there is one
   */
  void make(
      JobProgress progress,
      Optional<JournalSegmentReference> segment,
      List<JobFileReference> files);
}
