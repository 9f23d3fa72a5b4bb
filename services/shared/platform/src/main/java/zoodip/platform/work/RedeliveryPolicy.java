package zoodip.platform.work;

import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;

/**
 * What follows from a request that was delivered again and again.
 *
 * @param deliveries of one request, 2 or more: at the last one its job is not worked on, but fails
 *     or is queued afresh
 */
public record RedeliveryPolicy(int deliveries) {

  /**
   * Whether nothing is left to do for the request: the job has ended, or was queued again since. A
   * request that outlived its attempt (suspended, but never acknowledged) would take the job away
   * from the attempt that the newer one led to.
   */
  public static boolean isSettled(WorkRequest request, JobRecord job) {
    return JobStates.isTerminal(job.getState()) || request.getRevision() < job.getQueuedRevision();
  }

  /**
   * Whether a delivery is the request's last one: whoever has it queues the job afresh.
   *
   * @param delivery how often the request was delivered, this time included
   */
  public boolean isLast(int delivery) {
    return delivery >= deliveries;
  }

  /**
   * Whether the job is to fail, since it is the last delivery and the attempt before has brought
   * the job no further.
   *
   * @param record of the job as that attempt left it
   */
  public boolean isExhausted(JobRecord record, int delivery) {
    return isLast(delivery) && !madeProgress(record);
  }

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

  /** What the job is told that {@link #isExhausted}. */
  public static JobError exhausted(JobRecord record, int delivery) {
    return FailureClassification.error(
        ErrorReason.ERROR_REASON_ATTEMPTS_EXHAUSTED,
        "The job's worker died %d times in a row without getting further, last on %s; its log or that of its machine tells why (often too little memory for the model)"
            .formatted(
                delivery - 1,
                record.getWorker().isEmpty() ? "an unknown node" : record.getWorker()));
  }
}
