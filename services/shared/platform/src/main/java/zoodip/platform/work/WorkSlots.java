package zoodip.platform.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** The slots of one service: each works on one job at a time. */
public final class WorkSlots implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkSlots.class);

  private final List<WorkSlot> slots;
  private final StopSignal stop;
  private final Duration patience;

  WorkSlots(List<WorkSlot> slots, StopSignal stop, Duration patience) {
    this.slots = slots;
    this.stop = stop;
    this.patience = patience;
    slots.forEach(WorkSlot::start);
  }

  /** Whether every slot still takes requests. */
  public boolean areAlive() {
    return slots.stream().allMatch(WorkSlot::isAlive);
  }

  /** How many slots there are. */
  public int count() {
    return slots.size();
  }

  /**
   * Takes no more requests and waits, for {@code work.shutdown-patience} at most, until the running
   * attempts are suspended.
   */
  @Override
  public void close() {
    stop.signal();
    Instant end = Instant.now().plus(patience);
    try {
      for (WorkSlot slot : slots) {
        slot.join(Duration.between(Instant.now(), end));
      }
    } catch (InterruptedException e) {
      LOG.warn("Interrupted while the slots stop");
      Thread.currentThread().interrupt();
    }
  }
}
