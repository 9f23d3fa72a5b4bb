package zoodip.gateway.audit;

/**
 * How many calls of callers who are not known are kept: ten in a second. Anybody can make any
 * number of them, and a log that strangers fill is worth nothing.
 */
final class StrangerLimit {
  private static final int A_SECOND = 10;
  private static final long SECOND = 1_000_000_000;

  private long begin = System.nanoTime();
  private int kept;

  synchronized boolean mayBeKept() {
    long now = System.nanoTime();
    if (now - begin >= SECOND) {
      begin = now;
      kept = 0;
    }
    kept++;
    return kept <= A_SECOND;
  }
}
