package zoodip.platform.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.v1.JobState;

/** Waits for what the fold makes of jobs. */
record JobRecords(CompactedView<JobRecord> view) {

  /**
   * The job's record with everything that was known when the request was queued; empty for a job
   * that was deleted.
   *
   * @throws KafkaUnavailableException if the view is not up to date within {@code patience}
   */
  Optional<JobRecord> upToDateFor(WorkRequest request, Duration patience)
      throws InterruptedException {
    Optional<JobRecord> known = view.get(request.getJob());
    if (known.isPresent() && known.get().getRevision() >= request.getRevision()) {
      return known;
    }
    try {
      get(view.readToEnd(), patience);
    } catch (TimeoutException e) {
      throw new KafkaUnavailableException("the view of jobs lags behind by " + patience, e);
    }
    return view.get(request.getJob());
  }

  /**
   * The job's record as soon as it shows the attempt or has ended; empty if it does neither within
   * {@code patience}.
   */
  Optional<JobRecord> awaitAttempt(String attempt, String job, Duration patience)
      throws InterruptedException {
    CompletableFuture<Optional<JobRecord>> shown =
        view.await(
            job,
            record ->
                record.isEmpty()
                    || JobStates.isTerminal(record.get().getState())
                    || record.get().getAttempt().equals(attempt));
    try {
      return get(shown, patience);
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether nothing is left to do for the request: the job has ended, or was queued again since. A
   * request that outlived its attempt (suspended, but never acknowledged) would take the job away
   * from the attempt that the newer one led to.
   */
  static boolean isSettled(WorkRequest request, JobRecord record) {
    return JobStates.isTerminal(record.getState())
        || request.getRevision() < record.getQueuedRevision();
  }

  static boolean isRunning(JobRecord record, String attempt) {
    return record.getState() == JobState.JOB_STATE_RUNNING && record.getAttempt().equals(attempt);
  }

  private static <T> T get(CompletableFuture<T> future, Duration patience)
      throws InterruptedException, TimeoutException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaUnavailableException("cannot follow the jobs", e.getCause());
    } finally {
      future.cancel(false);
    }
  }
}
