package zoodip.fleet.queue;

import zoodip.events.v1.WorkRequest;

/**
 * A request that a member holds the lock of.
 *
 * @param count how often it was delivered, this time included
 * @param acquired when, in microseconds of virtual time
 */
public record Delivery(
    ShareQueue queue, long offset, WorkRequest request, int count, long acquired) {

  /** The request is done with, whatever became of its job. */
  public void accept() {
    queue.accept(this);
  }

  /** Whoever held it has died now, and renews its lock no more. */
  public void abandon() {
    queue.abandon(this);
  }
}
