package zoodip.zeroth.evolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.Replay;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.SensitivityBasis;

class EvolutionOptimizerTest {
  private static final int STEPS = 60;
  private static final ThetaLayout LAYOUT = ThetaLayout.of(List.of(6, 10), 2);
  private static final EvolutionSettings SETTINGS = new EvolutionSettings(8, 14, 1, 1);

  @Test
  void findsTheBottomOfAValley() {
    Optimizer optimizer = SETTINGS.start(5, LAYOUT, start());
    float first = loss(optimizer.theta());
    run(optimizer, 300, new JournalRecorder(0, SETTINGS.candidates()));
    assertTrue(loss(optimizer.theta()) < 1e-3 * first, "loss " + loss(optimizer.theta()));
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void aRunReplayedFromAnyPrefixGoesOnToTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = STEPS) int prefix) {
    Optimizer undisturbed = SETTINGS.start(seed, LAYOUT, start());
    JournalRecorder recorder = new JournalRecorder(0, SETTINGS.candidates());
    run(undisturbed, STEPS, recorder);
    JournalSegment segment = recorder.drain().orElseThrow();
    LossJournal journal = LossJournal.of(List.of(JournalSegment.decode(segment.encode())));
    Optimizer resumed =
        Replay.of(SETTINGS, seed, LAYOUT, start(), journal.prefix(prefix), step -> {});
    assertEquals(prefix, resumed.step());
    run(resumed, STEPS, new JournalRecorder(prefix, SETTINGS.candidates()));
    assertArrayEquals(undisturbed.theta(), resumed.theta());
  }

  @Test
  void theFirstGenerationHasTheVocabularysSpread() {
    EvolutionSettings settings = new EvolutionSettings(256, 600, 2, 0.5);
    Optimizer optimizer = settings.start(1, LAYOUT, start());
    renew(optimizer);
    ThetaLayout.Block block = LAYOUT.blocks().get(3);
    double sum = 0;
    for (float[] member : optimizer.ask()) {
      for (int j = block.offset(); j < block.offset() + block.width(); j++) {
        sum += Math.pow(member[j] - start()[j], 2);
      }
    }
    double variance = 0;
    for (int i = 0; i < block.width(); i++) {
      variance += covariance(block.width())[i][i];
    }
    assertEquals(0.5 * Math.sqrt(variance), Math.sqrt(sum / 600), 0.05 * Math.sqrt(variance));
  }

  @Test
  void movesNowhereButAlongTheLeadingComponents() {
    EvolutionSettings settings = new EvolutionSettings(2, 8, 1, 1);
    Optimizer optimizer = settings.start(1, LAYOUT, start());
    List<SensitivityBasis> bases = renew(optimizer);
    float[] member = optimizer.ask()[0];
    for (ThetaLayout.Block block : LAYOUT.blocks()) {
      SensitivityBasis basis = bases.get(LAYOUT.blocks().indexOf(block));
      assertEquals(2, basis.size());
      double left = 0;
      double[] along = new double[2];
      for (int j = 0; j < block.width(); j++) {
        double move = member[block.offset() + j] - start()[block.offset() + j];
        left += move * move;
        along[0] += move * basis.direction(0)[j];
        along[1] += move * basis.direction(1)[j];
      }
      assertEquals(0, left - along[0] * along[0] - along[1] * along[1], 1e-4 * left);
    }
  }

  @Test
  void asksForTheVocabularyOfEachBlockOnce() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    List<BasisRequest> requests = optimizer.neededBases();
    assertEquals(4, requests.size());
    for (BasisRequest request : requests) {
      assertEquals(new BasisMeasurement.VocabularyCovariance(), request.measurement());
    }
    assertThrows(IllegalStateException.class, optimizer::ask);
    List<SensitivityBasis> bases = renew(optimizer);
    assertEquals(List.of(), optimizer.neededBases());
    assertThrows(IllegalArgumentException.class, () -> optimizer.use(bases));
  }

  @Test
  void refusesBasesOfOtherBlocksAndSettings() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    List<SensitivityBasis> bases = renew(SETTINGS.start(1, LAYOUT, start()));
    List<SensitivityBasis> turned = List.of(bases.get(1), bases.get(0), bases.get(2), bases.get(3));
    assertThrows(IllegalArgumentException.class, () -> optimizer.use(turned));
    EvolutionSettings fewer = new EvolutionSettings(7, 14, 1, 1);
    Optimizer other = fewer.start(1, LAYOUT, start());
    assertThrows(IllegalArgumentException.class, () -> other.use(bases));
    assertThrows(IllegalArgumentException.class, () -> optimizer.use(bases.subList(0, 3)));
  }

  @Test
  void aVocabularyOfOneWordIsRefused() {
    BasisRequest request = SETTINGS.start(1, LAYOUT, start()).neededBases().get(0);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> request.choose(new double[6][6]));
    assertTrue(refused.getMessage().contains("vocabulary"), refused.getMessage());
  }

  @Test
  void aLossThatIsNotFiniteChangesNothing() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    renew(optimizer);
    float[][] candidates = optimizer.ask();
    float[] losses = losses(candidates);
    losses[3] = Float.NaN;
    assertThrows(UnusableLossException.class, () -> optimizer.tell(losses));
    assertArrayEquals(start(), optimizer.theta());
    assertArrayEquals(candidates, optimizer.ask());
  }

  @Test
  void refusesSettingsThatCannotWork() {
    for (Runnable bad :
        List.<Runnable>of(
            () -> new EvolutionSettings(0, 14, 1, 1),
            () -> new EvolutionSettings(8, 3, 1, 1),
            () -> new EvolutionSettings(8, 14, 0, 1),
            () -> new EvolutionSettings(8, 14, 1, Double.NaN))) {
      assertThrows(IllegalArgumentException.class, bad::run);
    }
  }

  private static void run(Optimizer optimizer, int steps, JournalRecorder recorder) {
    while (optimizer.step() < steps) {
      renew(optimizer).forEach(recorder::add);
      float[] losses = losses(optimizer.ask());
      optimizer.tell(losses);
      recorder.add(optimizer.step(), losses);
    }
  }

  private static List<SensitivityBasis> renew(Optimizer optimizer) {
    List<SensitivityBasis> bases = new ArrayList<>();
    for (BasisRequest request : optimizer.neededBases()) {
      bases.add(request.choose(covariance(request.block().width())));
    }
    if (!bases.isEmpty()) {
      optimizer.use(bases);
    }
    return bases;
  }

  private static double[][] covariance(int width) {
    double[][] matrix = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        matrix[i][j] = i == j ? 0.1 + 0.05 * i : 0.02 / (1 + Math.abs(i - j));
      }
    }
    return matrix;
  }

  private static float[] losses(float[][] candidates) {
    float[] losses = new float[candidates.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss(candidates[i]);
    }
    return losses;
  }

  /** The bottom lies where what the first three components of each block reach is moved. */
  private static float loss(float[] theta) {
    double sum = 0;
    for (ThetaLayout.Block block : LAYOUT.blocks()) {
      int last = block.offset() + block.width();
      for (int j = last - 3; j < last; j++) {
        double distance = theta[j] - start()[j] - 0.25 * (1 + j % 3);
        sum += (1 + 10 * (j % 2)) * distance * distance;
      }
    }
    return (float) sum;
  }

  private static float[] start() {
    float[] start = new float[LAYOUT.dimension()];
    for (int j = 0; j < start.length; j++) {
      start[j] = (float) (0.25 + 0.125 * (j % 5));
    }
    return start;
  }
}
