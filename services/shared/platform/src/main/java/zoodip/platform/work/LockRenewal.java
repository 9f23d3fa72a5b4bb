package zoodip.platform.work;

import java.time.Duration;

/**
 * When a slot renews the lock of the request that it works on.
 *
 * @param lock how long the broker keeps a request for a slot that says nothing
 */
public record LockRenewal(Duration lock) {
  private static final int RENEWALS_PER_LOCK = 3;

  /** Between two renewals; the lock of a slot that dies is left for this much less, at least. */
  public Duration interval() {
    return lock.dividedBy(RENEWALS_PER_LOCK);
  }
}
