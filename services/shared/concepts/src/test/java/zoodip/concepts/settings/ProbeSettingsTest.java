package zoodip.concepts.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.journal.ProbeLoss;

class ProbeSettingsTest {
  private static final ProbeSettings AFTER_TWO = new ProbeSettings(0.05, 2, 0.1);

  @Test
  void aTrainingEndsWhenTheLastProbesLoweredNothingByEnough() {
    assertTrue(AFTER_TWO.end(probes(1, 0.95, 0.91)));
    assertTrue(AFTER_TWO.end(probes(1, 0.5, 0.6, 0.46)));
    assertTrue(AFTER_TWO.end(probes(1, 1, 1)));
  }

  @Test
  void itGoesOnWhileOneOfThemLoweredTheLowest() {
    assertFalse(AFTER_TWO.end(probes(1, 0.95, 0.89)));
    assertFalse(AFTER_TWO.end(probes(1, 0.89, 0.95)));
  }

  @Test
  void itGoesOnWithTooFewProbes() {
    assertFalse(AFTER_TWO.end(List.of()));
    assertFalse(AFTER_TWO.end(probes(1)));
    assertFalse(AFTER_TWO.end(probes(1, 2)));
  }

  @Test
  void noProbesEndATrainingThatDidNotAskForIt() {
    assertFalse(new ProbeSettings(0.05, 0, 0).end(probes(1, 2, 3, 4, 5)));
  }

  @Test
  void refusesWhatNobodyCanKeep() {
    assertThrows(IllegalArgumentException.class, () -> new ProbeSettings(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ProbeSettings(-0.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ProbeSettings(Double.NaN, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ProbeSettings(0.05, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ProbeSettings(0.05, 1, 1));
  }

  private static List<ProbeLoss> probes(double... losses) {
    return IntStream.range(0, losses.length)
        .mapToObj(i -> new ProbeLoss(10L * i, 16, losses[i]))
        .toList();
  }
}
