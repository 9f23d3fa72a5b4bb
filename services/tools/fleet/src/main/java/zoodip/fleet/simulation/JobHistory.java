package zoodip.fleet.simulation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** What the fold does not keep of a job: how often it was saved, and what it lost. */
final class JobHistory {
  private static final long NOT_LOCKED = -1;

  private int saves;
  private long stepsAgain;
  private long lockWait;
  private long diedAt = NOT_LOCKED;

  int saves() {
    return saves;
  }

  void saved() {
    saves++;
  }

  void lost(int steps) {
    stepsAgain += steps;
  }

  /** Its worker died; its request stays locked. */
  void died(long now) {
    diedAt = now;
  }

  /** A slot has its request. */
  void taken(long now) {
    if (diedAt != NOT_LOCKED) {
      lockWait += now - diedAt;
      diedAt = NOT_LOCKED;
    }
  }

  long stepsAgain() {
    return stepsAgain;
  }

  Duration lockWait() {
    return Duration.of(lockWait, ChronoUnit.MICROS);
  }
}
