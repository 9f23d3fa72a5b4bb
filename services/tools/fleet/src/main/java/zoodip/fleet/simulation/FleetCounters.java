package zoodip.fleet.simulation;

import java.util.BitSet;

/** How many of what there are and were. */
final class FleetCounters {
  private final BitSet worked = new BitSet();
  private int busy;
  private int mostBusy;
  private int preemptions;
  private int announced;
  private long paid;

  /** A slot begins to work on a job. */
  void busy(int slot) {
    worked.set(slot);
    busy++;
    mostBusy = Math.max(mostBusy, busy);
  }

  void free() {
    busy--;
  }

  /** A GPU is preempted. */
  void preempted(boolean withNotice) {
    preemptions++;
    announced += withNotice ? 1 : 0;
  }

  /** A GPU is gone, which is paid for so many microseconds. */
  void paid(long micros) {
    paid += micros;
  }

  int busy() {
    return busy;
  }

  int mostBusy() {
    return mostBusy;
  }

  /** Slots that ever worked on a job. */
  int worked() {
    return worked.cardinality();
  }

  int preemptions() {
    return preemptions;
  }

  int announced() {
    return announced;
  }

  long paid() {
    return paid;
  }
}
