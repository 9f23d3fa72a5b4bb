package zoodip.platform.work;

import zoodip.events.v1.JobRecord;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;

/** What follows from a request that was delivered again and again. */
final class RedeliveryPolicy {
  private RedeliveryPolicy() {}

  /**
   * Whether the attempt that had the job last left something to go on from. Then it was not the job
   * that ended its worker, or at least it will be finished in the end.
   */
  static boolean madeProgress(JobRecord record) {
    String own = ObjectKeys.attempt(ResourceName.parse(record.getName()), record.getAttempt());
    return !record.getAttempt().isEmpty()
        && (record.getAttemptProgressed()
            || record.getSegmentsList().stream().anyMatch(kept -> kept.getKey().startsWith(own)));
  }

  static JobError exhausted(JobRecord record, int delivery) {
    return FailureClassification.error(
        ErrorReason.ERROR_REASON_ATTEMPTS_EXHAUSTED,
        "The job's worker died %d times in a row without getting further, last on %s; its log or that of its machine tells why (often too little memory for the model)"
            .formatted(
                delivery - 1,
                record.getWorker().isEmpty() ? "an unknown node" : record.getWorker()));
  }
}
