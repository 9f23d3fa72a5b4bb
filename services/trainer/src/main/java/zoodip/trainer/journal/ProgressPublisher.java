package zoodip.trainer.journal;

import java.util.List;
import java.util.Optional;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.v1.JobProgress;

/** Announces what the object store has, and how far the training is with it. */
@FunctionalInterface
public interface ProgressPublisher {
  /**
   * @param segment the next of the journal, if there is one
   */
  void publish(
      JobProgress progress,
      Optional<JournalSegmentReference> segment,
      List<JobFileReference> files);
}
