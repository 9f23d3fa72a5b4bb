package zoodip.platform.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import zoodip.events.v1.WorkRequest;
import zoodip.jobs.v1.JobDirection;

/**
 * What a slot does with a request whose job somebody else took over: it keeps the request, in case
 * the other one dies without having one, and leaves the job alone as long as the other one lives.
 * Two slots that took a job from each other in turn would never finish it.
 */
record TakeoverWait(WorkConfig config, StopSignal stop) {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  /**
   * Waits until the job is settled or its owner has fallen silent.
   *
   * @param earlier the attempts that the record may show although nobody took the job over: the
   *     slot's own, which was fenced, and the one that it found there. The broker fences a producer
   *     that stopped in the middle of a transaction, too
   * @param held whether the request is still the slot's; if not, somebody else has it
   * @return whether the request should be looked at again; if not, it is of no more concern here
   */
  boolean awaitFreeJob(
      WorkRequest request, JobDirections directions, Set<String> earlier, BooleanSupplier held)
      throws InterruptedException {
    long revision = -1;
    Instant since = Instant.now();
    while (held.getAsBoolean() && !stop.isSignalled()) {
      Optional<JobDirection> now = directions.latest();
      if (now.filter(job -> JobRecords.isSettled(request, job)).isPresent()) {
        return true;
      }
      long newest = now.map(JobDirection::getRevision).orElse(revision);
      if (newest != revision) {
        revision = newest;
        since = Instant.now();
      }
      String owner = now.map(JobDirection::getAttempt).orElse("");
      Duration patience = earlier.contains(owner) ? config.lock() : config.silence();
      if (Duration.between(since, Instant.now()).compareTo(patience) > 0) {
        return true;
      }
      stop.pause(POLL_INTERVAL);
    }
    return false;
  }
}
