package zoodip.zeroth.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NormalQuantileTest {
  @Property
  void isTheInverseOfTheDistribution(@ForAll int word) {
    assertEquals(share(word), distribution(NormalQuantile.of(word)), 2e-15);
  }

  @Property
  void isSymmetricToTheLastBit(@ForAll int word) {
    assertEquals(-NormalQuantile.of(word), NormalQuantile.of(~word));
  }

  @Property
  void neverFalls(@ForAll int word, @ForAll int other) {
    double lower = NormalQuantile.of(Math.min(word, other));
    double upper = NormalQuantile.of(Math.max(word, other));
    assertTrue(word == other ? lower == upper : lower < upper);
  }

  @Test
  void meetsKnownQuantiles() {
    assertEquals(1.959963984540054, NormalQuantile.of(wordOf(0.975)), 1e-8);
    assertEquals(-2.326347874040841, NormalQuantile.of(wordOf(0.01)), 1e-8);
    assertEquals(0.6744897501960817, NormalQuantile.of(wordOf(0.75)), 1e-8);
    assertEquals(6.338, NormalQuantile.of(Integer.MAX_VALUE), 1e-3);
  }

  @Test
  void itsTwoApproximationsMeet() {
    int border = (int) (0.425 * 0x1p32);
    for (int word = border - 1000; word < border + 1000; word++) {
      double step = NormalQuantile.of(word + 1) - NormalQuantile.of(word);
      assertEquals(0x1p-32 / density(NormalQuantile.of(word)), step, 1e-15);
    }
  }

  private static double share(int word) {
    return (word + 0.5) * 0x1p-32 + 0.5;
  }

  private static int wordOf(double share) {
    return (int) Math.floor((share - 0.5) * 0x1p32);
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** By the power series of the error function, whose terms all have the sign of x. */
  private static double distribution(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * density(x);
  }
}
