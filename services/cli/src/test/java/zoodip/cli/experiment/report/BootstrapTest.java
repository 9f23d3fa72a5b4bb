package zoodip.cli.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void valuesThatAreAllTheSameHaveNoSpread() {
    ConfidenceInterval interval =
        Bootstrap.of(List.of(new double[] {0.5, 0.5}, new double[] {0.5}, new double[] {0.5}));
    assertEquals(new ConfidenceInterval(0.5, 0.5, 0.5), interval);
  }

  @Test
  void theMeanIsOverSubjectsWhateverTheirSeeds() {
    ConfidenceInterval interval =
        Bootstrap.of(List.of(new double[] {1, 1, 1, 1}, new double[] {0}));
    assertEquals(0.5, interval.mean());
    // of two subjects, each is drawn twice in a quarter of the resamples
    assertEquals(0, interval.low());
    assertEquals(1, interval.high());
  }

  @Test
  void aNormalSampleHasTheIntervalOfItsStandardError() {
    List<double[]> subjects = normal(200, 1, 7);
    double mean = subjects.stream().mapToDouble(each -> each[0]).average().orElseThrow();
    double variance =
        subjects.stream().mapToDouble(each -> Math.pow(each[0] - mean, 2)).sum() / 200;
    double half = 1.96 * Math.sqrt(variance / 200);
    ConfidenceInterval interval = Bootstrap.of(subjects);
    assertEquals(mean, interval.mean(), 1e-12);
    assertEquals(mean - half, interval.low(), 0.06 * half);
    assertEquals(mean + half, interval.high(), 0.06 * half);
  }

  @Test
  void intervalsShrinkWithSubjects() {
    double few = width(Bootstrap.of(normal(10, 2, 3)));
    double more = width(Bootstrap.of(normal(40, 2, 3)));
    double many = width(Bootstrap.of(normal(160, 2, 3)));
    assertTrue(few > 1.4 * more, few + " " + more);
    assertTrue(more > 1.4 * many, more + " " + many);
  }

  @Test
  void seedsOfOneSubjectAreNotTakenForSubjects() {
    List<double[]> alike = new ArrayList<>();
    normal(10, 1, 5)
        .forEach(each -> alike.add(new double[] {each[0], each[0], each[0], each[0], each[0]}));
    assertEquals(width(Bootstrap.of(normal(10, 1, 5))), width(Bootstrap.of(alike)), 0.15);
  }

  @Test
  void theSameValuesHaveTheSameInterval() {
    assertEquals(Bootstrap.of(normal(8, 3, 1)), Bootstrap.of(normal(8, 3, 1)));
  }

  @Test
  void anIntervalTellsWhetherItLeavesOutZero() {
    assertTrue(new ConfidenceInterval(1, 0.5, 2).excludesZero());
    assertTrue(new ConfidenceInterval(-1, -2, -0.5).excludesZero());
    assertFalse(new ConfidenceInterval(1, -0.5, 2).excludesZero());
  }

  private static double width(ConfidenceInterval interval) {
    return interval.high() - interval.low();
  }

  private static List<double[]> normal(int subjects, int seeds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < subjects; i++) {
      double[] each = new double[seeds];
      for (int j = 0; j < seeds; j++) {
        each[j] = random.nextGaussian();
      }
      values.add(each);
    }
    return values;
  }
}
