package zoodip.images.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void ticksAreRoundNumbersWithinTheRange() {
    assertEquals(List.of("0", "5,000", "10,000"), labels(0, 12_000, 3));
    assertEquals(List.of("0.10", "0.15", "0.20", "0.25"), labels(0.1, 0.26, 4));
    assertEquals(List.of("-1.0", "-0.5", "0.0", "0.5", "1.0"), labels(-1, 1, 4));
    assertEquals(List.of("0.0002", "0.0004"), labels(0.0001, 0.0005, 3));
  }

  @Property
  void thereAreNeitherNoneNorMoreThanFit(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double range,
      @ForAll @IntRange(min = 3, max = 20) int most) {
    Ticks ticks = Ticks.between(low, low + range, most);
    int count = ticks.values().size();
    assertTrue(count >= 1 && count <= most + 1, count + " ticks");
    assertEquals(count, ticks.values().stream().map(ticks::label).distinct().count());
  }

  private static List<String> labels(double low, double high, int most) {
    Ticks ticks = Ticks.between(low, high, most);
    return ticks.values().stream().map(ticks::label).toList();
  }
}
