package zoodip.trainer.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushScheduleTest {
  private static final FlushSchedule SCHEDULE = new FlushSchedule(Duration.ofSeconds(3));

  @Test
  void theFirstSegmentsComeEveryFewSeconds() {
    assertEquals(Duration.ofSeconds(3), SCHEDULE.intervalAfter(0));
    assertTrue(SCHEDULE.intervalAfter(20).toMillis() < 3500);
  }

  @Test
  void aTrainingOfADayHasNoMoreSegmentsThanItsRecordCanName() {
    int segments = 0;
    for (Duration time = Duration.ZERO;
        time.compareTo(Duration.ofDays(1)) < 0;
        time = time.plus(SCHEDULE.intervalAfter(segments))) {
      segments++;
    }
    assertTrue(segments < 4000, segments + " segments");
  }
}
