package zoodip.gateway.fold;

import zoodip.events.v1.JobRecord;

/** Where on job-events an event stands. */
public record LogPosition(int partition, long offset) {

  /** Whether the event that stands here, or a later one of the same job, is in the record. */
  public boolean isIn(JobRecord record) {
    return record.getEventPartition() == partition && record.getEventOffset() >= offset;
  }
}
