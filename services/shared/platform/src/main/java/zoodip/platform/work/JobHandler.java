package zoodip.platform.work;

/** What a service does with a job. */
@FunctionalInterface
public interface JobHandler {
  /**
   * Works on a job until it is done or {@link JobAttempt#directive} is no longer {@code CONTINUE},
   * which it asks often enough to react within a second or so. Runs on a thread of its own, which
   * is interrupted only when a shutdown has waited long enough. What is thrown decides what becomes
   * of the job:
   *
   * <ul>
   *   <li>{@link zoodip.platform.errors.ServiceException} of a lasting reason: the job has failed;
   *   <li>of a passing reason (BACKEND_UNAVAILABLE, OVERLOADED), {@link
   *       zoodip.platform.storage.StorageException} or a failure of Kafka: suspended, and tried
   *       again after a pause;
   *   <li>{@link FencedException}: another attempt owns the job, nothing more is said;
   *   <li>OUT_OF_MEMORY, an {@link OutOfMemoryError}, or a defect that may pass: tried again {@code
   *       work.attempts} times in all, then failed;
   *   <li>an exception that says that the input cannot be worked on ({@link
   *       IllegalArgumentException}, {@link StackOverflowError} and the like): failed at once.
   * </ul>
   *
   * The cause of such an exception counts as the exception itself.
   */
  AttemptResult work(JobAttempt attempt) throws InterruptedException;
}
