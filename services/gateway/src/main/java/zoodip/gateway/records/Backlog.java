package zoodip.gateway.records;

import java.time.Instant;
import java.util.Optional;

/**
 * The jobs of one kind that have not ended.
 *
 * @param queued jobs that wait for a worker; suspended ones do
 * @param running jobs that a worker has
 * @param units of them that are not done yet, as their workers committed it: update steps of
 *     trainings, images of evaluations
 * @param queuedSince when the job that has waited longest was queued; empty if none waits
 */
public record Backlog(long queued, long running, long units, Optional<Instant> queuedSince) {
  /** Queued and running. */
  public long outstanding() {
    return queued + running;
  }
}
