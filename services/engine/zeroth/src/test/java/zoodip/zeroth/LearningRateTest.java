package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {
  @Test
  void fallsInAStraightLineAndStaysThere() {
    LearningRate rate = new LearningRate(0.02, 0, 100);
    assertEquals(0.02, rate.at(1));
    assertEquals(0.01, rate.at(51), 1e-15);
    assertEquals(0.0002, rate.at(100), 1e-15);
    assertEquals(0, rate.at(101));
    assertEquals(0, rate.at(1_000_000));
  }

  @Test
  void aConstantOneIsTheSameToTheBitInEveryStep() {
    LearningRate rate = LearningRate.constant(5e-3);
    assertEquals(5e-3, rate.at(1));
    assertEquals(5e-3, rate.at(12_345));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "-1, 0, 1", "NaN, 0, 1", "1001, 0, 1", "1, -1, 1", "1, NaN, 1", "1, 1, 0"})
  void refusesRatesOutOfRange(double first, double last, long steps) {
    assertThrows(IllegalArgumentException.class, () -> new LearningRate(first, last, steps));
  }
}
