package zoodip.trainer.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.concepts.settings.Sampling;
import zoodip.concepts.settings.TimestepRange;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.ZoSettings;

class ProbeScheduleTest {
  @Property
  void probesNeverTakeMoreRowsThanTheirShare(
      @ForAll @IntRange(min = 1, max = 40_000) int steps,
      @ForAll @IntRange(min = 1, max = 64) int directions,
      @ForAll @DoubleRange(max = 0.05) double share) {
    ProbeSchedule schedule = schedule(steps, directions, share);
    long rows = (long) steps * (directions + 1);
    assertTrue(rows(schedule) <= share * rows, schedule::toString);
    assertTrue(20 * rows(schedule) <= rows, schedule::toString);
  }

  @Property
  void whereThereAreProbesOneStandsAtEachEnd(
      @ForAll @IntRange(min = 1, max = 40_000) int steps,
      @ForAll @IntRange(min = 1, max = 64) int directions) {
    ProbeSchedule schedule = schedule(steps, directions, 0.05);
    boolean affordable = steps * (directions + 1L) >= 160;
    assertEquals(affordable, schedule.samples() > 0);
    assertEquals(affordable, schedule.isDue(0));
    assertEquals(affordable, schedule.isDue(steps));
  }

  @ParameterizedTest
  @CsvSource({
    "30, 8, 6, 2",
    "217, 8, 16, 6",
    "1333, 8, 16, 37",
    "2000, 12, 16, 81",
    "30000, 2, 16, 281"
  })
  void moreStepsHaveMoreSamplesAndThenMoreProbes(
      int steps, int directions, int samples, int probes) {
    ProbeSchedule schedule = schedule(steps, directions, 0.05);
    assertEquals(new ProbeSchedule(samples, probes - 1, steps), schedule);
    assertEquals((long) probes * samples, rows(schedule));
  }

  @Test
  void probesStandAtEqualIntervals() {
    ProbeSchedule schedule = schedule(217, 8, 0.05);
    assertArrayEquals(
        new long[] {0, 44, 87, 131, 174, 217},
        LongStream.rangeClosed(0, 217).filter(schedule::isDue).toArray());
  }

  @Test
  void whatIsTooShortAndWhatAskedForNoneHasNone() {
    assertNone(schedule(17, 8, 0.05), 17);
    assertNone(schedule(30_000, 2, 0), 30_000);
  }

  private static void assertNone(ProbeSchedule schedule, int steps) {
    assertEquals(0, schedule.samples());
    for (int step = 0; step <= steps; step++) {
      assertFalse(schedule.isDue(step), "step " + step);
    }
  }

  private static long rows(ProbeSchedule schedule) {
    return schedule.samples()
        * LongStream.rangeClosed(0, schedule.steps()).filter(schedule::isDue).count();
  }

  private static ProbeSchedule schedule(int steps, int directions, double share) {
    return ProbeSchedule.of(
        new Hyperparameters(
            new ZoSettings(
                Estimator.RGE, directions, 1e-2, 5e-3, 0.9, 0.999, 1e-3, Optional.empty()),
            steps,
            1,
            1,
            0.5,
            Sampling.INDEPENDENT,
            new TimestepRange(500, 900),
            64,
            false,
            new ProbeSettings(share, 0, 0)));
  }
}
