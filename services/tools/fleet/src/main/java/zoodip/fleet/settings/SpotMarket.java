package zoodip.fleet.settings;

import java.time.Duration;

/**
 * How GPUs come and go. A preempted one is replaced.
 *
 * @param meanTimeToPreemption of a GPU from its beginning; its lifetime is exponential. Zero: none
 *     is ever preempted
 * @param noticeShare of preemptions that are announced, 0 to 1; the others are seen by nobody but
 *     the broker, when a lock is not renewed
 * @param notice from the announcement to the end of the GPU
 * @param vacancy from the end of a GPU to the beginning of the one that replaces it, unpaid
 * @param boot from a GPU's beginning until its trainer takes requests, paid
 */
public record SpotMarket(
    Duration meanTimeToPreemption,
    double noticeShare,
    Duration notice,
    Duration vacancy,
    Duration boot) {
  public SpotMarket {
    FleetSettings.require(
        !meanTimeToPreemption.isNegative(),
        "mean time to preemption",
        meanTimeToPreemption,
        "0 or more");
    FleetSettings.require(
        noticeShare >= 0 && noticeShare <= 1, "share with notice", noticeShare, "0 to 1");
    FleetSettings.require(!notice.isNegative(), "notice", notice, "0 or more");
    FleetSettings.require(!vacancy.isNegative(), "vacancy", vacancy, "0 or more");
    FleetSettings.require(!boot.isNegative(), "boot", boot, "0 or more");
  }

  /** Whether GPUs are ever preempted. */
  public boolean preempts() {
    return !meanTimeToPreemption.isZero();
  }
}
