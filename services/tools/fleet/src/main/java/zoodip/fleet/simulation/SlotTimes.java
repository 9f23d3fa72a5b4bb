package zoodip.fleet.simulation;

import java.util.EnumMap;
import java.util.Map;

/** What all slots together spent their time on, in microseconds. */
final class SlotTimes {
  private final Map<TimeUse, Long> spent = new EnumMap<>(TimeUse.class);

  void add(TimeUse use, long micros) {
    spent.merge(use, micros, Long::sum);
  }

  void move(TimeUse from, TimeUse to, long micros) {
    add(from, -micros);
    add(to, micros);
  }

  long of(TimeUse use) {
    return spent.getOrDefault(use, 0L);
  }
}
