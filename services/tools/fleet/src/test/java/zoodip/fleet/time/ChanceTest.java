package zoodip.fleet.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Test
  void exponentialTimesHaveTheirMeanAndSpread() {
    double[] drawn = exponentials(new Chance(1, 2, 3)).limit(100_000).toArray();
    double mean = DoubleStream.of(drawn).average().orElseThrow();
    double squares = DoubleStream.of(drawn).map(x -> x * x).average().orElseThrow();
    assertEquals(60, mean, 1);
    assertEquals(60, Math.sqrt(squares - mean * mean), 1.5);
  }

  @Test
  void eachItemHasItsOwnNumbers() {
    assertNotEquals(new Chance(1, 2, 3).uniform(), new Chance(1, 2, 4).uniform());
    assertNotEquals(new Chance(1, 2, 3).uniform(), new Chance(1, 3, 3).uniform());
    assertNotEquals(new Chance(1, 2, 3).uniform(), new Chance(2, 2, 3).uniform());
  }

  private static DoubleStream exponentials(Chance stream) {
    return DoubleStream.generate(() -> stream.exponential(60));
  }
}
