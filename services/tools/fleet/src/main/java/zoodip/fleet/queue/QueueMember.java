package zoodip.fleet.queue;

/** Somebody who takes requests from a queue, one at a time. */
public interface QueueMember {
  /** Gets a request that it waited for; it waits no more. */
  void take(Delivery delivery);
}
