package zoodip.fleet.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void exponentialTimesHaveTheirMeanAndSpread() {
    double[] drawn = exponentials(new RandomStream(1, 2, 3)).limit(100_000).toArray();
    double mean = DoubleStream.of(drawn).average().orElseThrow();
    double squares = DoubleStream.of(drawn).map(x -> x * x).average().orElseThrow();
    assertEquals(60, mean, 1);
    assertEquals(60, Math.sqrt(squares - mean * mean), 1.5);
  }

  @Test
  void eachItemHasItsOwnNumbers() {
    assertNotEquals(new RandomStream(1, 2, 3).uniform(), new RandomStream(1, 2, 4).uniform());
    assertNotEquals(new RandomStream(1, 2, 3).uniform(), new RandomStream(1, 3, 3).uniform());
    assertNotEquals(new RandomStream(1, 2, 3).uniform(), new RandomStream(2, 2, 3).uniform());
  }

  private static DoubleStream exponentials(RandomStream stream) {
    return DoubleStream.generate(() -> stream.exponential(60));
  }
}
