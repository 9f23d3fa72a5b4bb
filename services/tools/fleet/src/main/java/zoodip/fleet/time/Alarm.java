package zoodip.fleet.time;

/** Something that is to happen at a moment of a {@link Timeline}, unless it is cancelled before. */
public final class Alarm implements Comparable<Alarm> {
  private final long time;
  private final long number;
  private Runnable action;

  Alarm(long time, long number, Runnable action) {
    this.time = time;
    this.number = number;
    this.action = action;
  }

  /** Lets it not happen; changes nothing once it has. */
  public void cancel() {
    action = () -> {};
  }

  long time() {
    return time;
  }

  void ring() {
    action.run();
  }

  /** Earlier ones first; of one moment, in the order in which they were set. */
  @Override
  public int compareTo(Alarm other) {
    int byTime = Long.compare(time, other.time);
    return byTime == 0 ? Long.compare(number, other.number) : byTime;
  }
}
