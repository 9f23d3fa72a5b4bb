package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

class ZoOptimizerTest {
  private static final int D = 24;
  private static final double MU = 1e-2;

  @Test
  void rgeAsksForThetaFirstAndThenForItsNeighbours() {
    float[] theta = theta();
    float[][] candidates = start(Estimator.RGE).ask();
    assertEquals(3, candidates.length);
    assertArrayEquals(theta, candidates[0]);
    assertArrayEquals(moved(theta, 1, 0, MU), candidates[1]);
    assertArrayEquals(moved(theta, 1, 1, MU), candidates[2]);
  }

  @Test
  void spsaAsksForBothSidesOfEachDirection() {
    float[][] candidates = start(Estimator.SPSA).ask();
    assertEquals(4, candidates.length);
    assertArrayEquals(moved(theta(), 1, 0, MU), candidates[0]);
    assertArrayEquals(moved(theta(), 1, 0, -MU), candidates[1]);
    assertArrayEquals(moved(theta(), 1, 1, MU), candidates[2]);
    assertArrayEquals(moved(theta(), 1, 1, -MU), candidates[3]);
  }

  @Test
  void onePointAsksForOneDirectionMore() {
    float[][] candidates = start(Estimator.ONE_POINT).ask();
    assertEquals(3, candidates.length);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(moved(theta(), 1, i, MU), candidates[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsTheTextbookAlgorithm(Estimator estimator) {
    ZoSettings settings = settings(estimator, Optional.of(new SubspaceSettings(5, 0.05)));
    ZoOptimizer optimizer = ZoOptimizer.start(settings, 3, theta());
    TextbookOptimizer textbook = new TextbookOptimizer(settings, 3, theta());
    for (int step = 1; step <= 40; step++) {
      float[] losses = Bowl.losses(optimizer.ask());
      optimizer.tell(losses);
      textbook.step(losses);
      assertEquals(step, optimizer.step());
      assertEquals(textbook.removed(), optimizer.subspace().size(), "step " + step);
      assertArrayEquals(textbook.theta(), optimizer.theta(), 1e-5F, "step " + step);
    }
    assertTrue(optimizer.subspace().size() > 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"RGE", "SPSA"})
  void findsTheBottomOfABowl(Estimator estimator) {
    ZoOptimizer optimizer = start(estimator);
    float before = Bowl.loss(optimizer.theta());
    for (int step = 1; step <= 1000; step++) {
      optimizer.tell(Bowl.losses(optimizer.ask()));
    }
    float after = Bowl.loss(optimizer.theta());
    assertTrue(after < 0.05 * before, () -> "loss went from " + before + " to " + after);
  }

  @Test
  void theFirstTauStepsLoseNoDirection() {
    ZoOptimizer optimizer = start(Estimator.RGE);
    for (int step = 1; step <= 8; step++) {
      assertEquals(0, optimizer.subspace().size());
      optimizer.tell(Bowl.losses(optimizer.ask()));
    }
    assertTrue(optimizer.subspace().size() > 0);
  }

  @Test
  void asksTheSameUntilItIsTold() {
    ZoOptimizer optimizer = start(Estimator.RGE);
    float[][] first = optimizer.ask();
    first[0][0] = 99;
    float[][] second = optimizer.ask();
    assertEquals(0, optimizer.step());
    assertArrayEquals(theta(), second[0]);
    assertArrayEquals(first[1], second[1]);
  }

  @Test
  void aChangedCopyOfThetaChangesNothing() {
    float[] theta = theta();
    ZoOptimizer optimizer = ZoOptimizer.start(settings(Estimator.RGE, Optional.empty()), 1, theta);
    theta[0] = 99;
    optimizer.theta()[1] = 99;
    assertArrayEquals(theta(), optimizer.theta());
  }

  @Test
  void takesLossesOnlyForWhatItAsked() {
    ZoOptimizer optimizer = start(Estimator.RGE);
    assertThrows(IllegalStateException.class, () -> optimizer.tell(new float[3]));
    assertEquals(3, optimizer.ask().length);
    assertThrows(IllegalArgumentException.class, () -> optimizer.tell(new float[2]));
    optimizer.tell(new float[] {1, 2, 3});
    assertThrows(IllegalStateException.class, () -> optimizer.tell(new float[] {1, 2, 3}));
    assertEquals(1, optimizer.step());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38F})
  void unusableLossesLeaveTheStepToBeToldAgain(float unusable) {
    ZoOptimizer optimizer = start(Estimator.RGE);
    ZoOptimizer undisturbed = start(Estimator.RGE);
    for (int step = 1; step <= 10; step++) {
      float[] losses = Bowl.losses(optimizer.ask());
      float[] disturbed = {losses[0], unusable, losses[2]};
      UnusableLossException refusal =
          assertThrows(UnusableLossException.class, () -> optimizer.tell(disturbed));
      assertTrue(refusal.getMessage().contains("step " + step), refusal.getMessage());
      optimizer.tell(losses);
      undisturbed.tell(Bowl.losses(undisturbed.ask()));
    }
    assertArrayEquals(undisturbed.theta(), optimizer.theta());
  }

  @Test
  void refusesAThetaThatCannotBeTrained() {
    ZoSettings settings = settings(Estimator.RGE, Optional.of(new SubspaceSettings(8, 1e-3)));
    assertThrows(
        IllegalArgumentException.class, () -> ZoOptimizer.start(settings, 1, new float[16]));
    float[] infinite = theta();
    infinite[3] = Float.NEGATIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> ZoOptimizer.start(settings, 1, infinite));
  }

  @Test
  void refusesTheJournalOfAnotherEstimator() {
    LossJournal journal = LossJournal.of(List.of(new JournalSegment(1, 4, new float[4])));
    JournalException refusal =
        assertThrows(
            JournalException.class,
            () ->
                Replay.of(
                    settings(Estimator.RGE, Optional.empty()),
                    1,
                    ThetaLayout.of(List.of(theta().length), 1),
                    theta(),
                    journal,
                    step -> {}));
    assertEquals(JournalException.Reason.OTHER_SETTINGS, refusal.reason());
  }

  @Test
  void anotherSeedGoesAnotherWay() {
    ZoSettings settings = settings(Estimator.RGE, Optional.empty());
    float[] one = ZoOptimizer.start(settings, 1, theta()).ask()[1];
    float[] two = ZoOptimizer.start(settings, 2, theta()).ask()[1];
    int equal = 0;
    for (int j = 0; j < D; j++) {
      equal += one[j] == two[j] ? 1 : 0;
    }
    assertEquals(0, equal);
  }

  private static ZoOptimizer start(Estimator estimator) {
    return ZoOptimizer.start(
        settings(estimator, Optional.of(new SubspaceSettings(8, 1e-2))), 1, theta());
  }

  private static ZoSettings settings(Estimator estimator, Optional<SubspaceSettings> subspace) {
    return new ZoSettings(estimator, 2, MU, 5e-3, 0.9, 0.999, 1e-3, subspace);
  }

  private static float[] theta() {
    float[] theta = new float[D];
    for (int j = 0; j < D; j++) {
      theta[j] = (j - 12) / 8F;
    }
    return theta;
  }

  private static float[] moved(float[] theta, long step, int direction, double distance) {
    float[] e = new float[D];
    new RandomStreams(1).fillGaussians(RandomStream.DIRECTIONS, step, (long) direction * D, e);
    float[] moved = new float[D];
    for (int j = 0; j < D; j++) {
      moved[j] = (float) (theta[j] + distance * e[j]);
    }
    return moved;
  }
}
