package zoodip.trainer.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushScheduleTest {
  private static final FlushSchedule CADENCE = new FlushSchedule(Duration.ofSeconds(3));

  @Test
  void theFirstSegmentsComeEveryFewSeconds() {
    assertEquals(Duration.ofSeconds(3), CADENCE.after(0));
    assertTrue(CADENCE.after(20).toMillis() < 3500);
  }

  @Test
  void aTrainingOfADayHasNoMoreSegmentsThanItsRecordCanName() {
    int segments = 0;
    for (Duration time = Duration.ZERO;
        time.compareTo(Duration.ofDays(1)) < 0;
        time = time.plus(CADENCE.after(segments))) {
      segments++;
    }
    assertTrue(segments < 4000, segments + " segments");
  }
}
