package zoodip.trainer.journal;

import zoodip.events.v1.JournalSegmentReference;
import zoodip.v1.JobProgress;

/** Tells the system of a segment that is safe, and how far the training is with it. */
@FunctionalInterface
public interface Announcement {
  void make(JobProgress progress, JournalSegmentReference segment);
}
