package zoodip.fleet.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Virtual time: it stands still while something happens, and then jumps to what happens next. Times
 * are whole microseconds from the beginning on. Not thread-safe.
 */
public final class Timeline {
  /** Microseconds of a second. */
  public static final long SECOND = 1_000_000;

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private long now;
  private long set;

  /** The time now. */
  public long now() {
    return now;
  }

  /** The time now, as if all had begun at the epoch. */
  public Instant instant() {
    return Instant.ofEpochSecond(now / SECOND, now % SECOND * 1000);
  }

  /** Microseconds of a duration. */
  public static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), SECOND), duration.getNano() / 1000);
  }

  /**
   * Has something happen at a time.
   *
   * @throws IllegalArgumentException if that is past
   */
  public Alarm at(long time, Runnable action) {
    if (time < now) {
      throw new IllegalArgumentException("%d is past: it is %d microseconds".formatted(time, now));
    }
    Alarm alarm = new Alarm(time, set++, action);
    alarms.add(alarm);
    return alarm;
  }

  /**
   * Has something happen after a while.
   *
   * @param delay 0 or more
   */
  public Alarm after(long delay, Runnable action) {
    return at(now + delay, action);
  }

  /**
   * Lets things happen, one after another.
   *
   * @param until asked after each; the rest does not happen once it holds
   * @param end what would happen later waits
   * @return whether it holds
   */
  public boolean run(BooleanSupplier until, long end) {
    while (!until.getAsBoolean()) {
      Alarm next = alarms.peek();
      if (next == null || next.time() > end) {
        return false;
      }
      alarms.remove();
      now = next.time();
      next.ring();
    }
    return true;
  }
}
