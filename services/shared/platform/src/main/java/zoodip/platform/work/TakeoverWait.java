package zoodip.platform.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;

/**
 * What a slot does with a request whose job somebody else took over: it keeps the request, in case
 * the other one dies without having one, and leaves the job alone as long as the other one lives.
 * Two slots that took a job from each other in turn would never finish it.
 */
record TakeoverWait(JobRecords jobs, WorkConfig config, StopSignal stop) {
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
  boolean awaitFreeJob(WorkRequest request, Set<String> earlier, BooleanSupplier held)
      throws InterruptedException {
    long revision = -1;
    Instant since = Instant.now();
    while (held.getAsBoolean() && !stop.isSignalled()) {
      Optional<JobRecord> record = jobs.view().get(request.getJob());
      if (record.isEmpty() || JobRecords.isSettled(request, record.get())) {
        return true;
      }
      if (record.get().getRevision() != revision) {
        revision = record.get().getRevision();
        since = Instant.now();
      }
      Duration patience =
          earlier.contains(record.get().getAttempt()) ? config.lock() : config.silence();
      if (Duration.between(since, Instant.now()).compareTo(patience) > 0) {
        return true;
      }
      stop.pause(POLL_INTERVAL);
    }
    return false;
  }
}
