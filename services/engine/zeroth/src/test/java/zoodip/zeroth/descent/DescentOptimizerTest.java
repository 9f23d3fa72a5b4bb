package zoodip.zeroth.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.Replay;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.StepGradient;

class DescentOptimizerTest {
  private static final int WIDTH = 6;
  private static final int STEPS = 50;
  private static final ThetaLayout LAYOUT = ThetaLayout.of(List.of(WIDTH), 1);
  private static final DescentSettings SETTINGS =
      new DescentSettings(LearningRate.constant(0.05), 0.9, 0.999, 1e-8, 1e-2);

  /** The first move of AdamW is a learning rate against each sign, after the decay. */
  @Test
  void theFirstStepDecaysThetaAndGoesALearningRateAgainstTheGradient() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    step(optimizer, new float[] {1, -1, 1e-3f, -1e-3f, 5, 0});
    float[] signs = {1, -1, 1, -1, 1, 0};
    float[] theta = optimizer.theta();
    for (int j = 0; j < WIDTH; j++) {
      assertEquals(start()[j] * (1 - 0.05 * 1e-2) - 0.05 * signs[j], theta[j], 1e-6, "number " + j);
    }
  }

  /** Three steps of torch.optim.AdamW in double precision, by its definition. */
  @Test
  void laterStepsAreThoseOfTheDefinition() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    double theta = start()[2];
    double m = 0;
    double v = 0;
    for (int step = 1; step <= 3; step++) {
      float[] gradient = new float[WIDTH];
      gradient[2] = 0.5f - 0.3f * step;
      step(optimizer, gradient);
      double g = gradient[2];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      theta *= 1 - 0.05 * 1e-2;
      double root = Math.sqrt(v / (1 - Math.pow(0.999, step))) + 1e-8;
      theta -= 0.05 * (m / (1 - Math.pow(0.9, step))) / root;
      assertEquals(theta, optimizer.theta()[2], 1e-6, "step " + step);
    }
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void aRunReplayedFromAnyPrefixGoesOnToTheSameBits(
      @ForAll @IntRange(min = 1, max = STEPS) int cut,
      @ForAll @IntRange(min = 0, max = STEPS) int prefix) {
    Optimizer undisturbed = SETTINGS.start(1, LAYOUT, start());
    JournalRecorder recorder = new JournalRecorder(0, 1);
    run(undisturbed, cut, recorder);
    JournalSegment first = recorder.drain().orElseThrow();
    run(undisturbed, STEPS + 1, recorder);
    JournalSegment second = recorder.drain().orElseThrow();
    LossJournal journal =
        LossJournal.of(
            List.of(JournalSegment.decode(first.encode()), JournalSegment.decode(second.encode())));
    Optimizer resumed = Replay.of(SETTINGS, 1, LAYOUT, start(), journal.prefix(prefix), s -> {});
    assertEquals(prefix, resumed.step());
    run(resumed, STEPS + 1, new JournalRecorder(prefix, 1));
    assertArrayEquals(undisturbed.theta(), resumed.theta());
  }

  @Test
  void findsTheBottomOfAValley() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    run(optimizer, 400, new JournalRecorder(0, 1));
    for (int j = 0; j < WIDTH; j++) {
      assertEquals(j, optimizer.theta()[j], 0.1, "number " + j);
    }
  }

  @Test
  void aJournalWithoutGradientsIsOfAnotherRun() {
    JournalSegment losses = new JournalSegment(1, 1, new float[] {1});
    assertThrows(
        JournalException.class,
        () -> Replay.of(SETTINGS, 1, LAYOUT, start(), LossJournal.of(List.of(losses)), step -> {}));
    JournalSegment wide =
        new JournalSegment(
            1,
            1,
            new float[] {1},
            List.of(),
            List.of(new StepGradient(1, new float[WIDTH + 1])),
            List.of());
    assertThrows(
        JournalException.class,
        () -> Replay.of(SETTINGS, 1, LAYOUT, start(), LossJournal.of(List.of(wide)), step -> {}));
    JournalSegment second = new JournalSegment(2, 1, new float[] {1});
    assertThrows(JournalException.class, () -> LossJournal.of(List.of(wide, second)));
  }

  @Test
  void aGradientBeyondMomentsAndOneThatIsMissingChangeNothing() {
    Optimizer optimizer = SETTINGS.start(1, LAYOUT, start());
    float[][] candidates = optimizer.ask();
    assertArrayEquals(start(), candidates[0]);
    assertThrows(IllegalStateException.class, () -> optimizer.tell(new float[] {1}));
    float[] large = new float[WIDTH];
    large[3] = 1e30f;
    optimizer.use(new StepGradient(1, large));
    assertThrows(UnusableLossException.class, () -> optimizer.tell(new float[] {1}));
    assertArrayEquals(start(), optimizer.theta());
    assertThrows(
        IllegalArgumentException.class, () -> optimizer.use(new StepGradient(2, new float[WIDTH])));
    large[3] = Float.NaN;
    assertThrows(IllegalArgumentException.class, () -> new StepGradient(1, large));
  }

  @Test
  void refusesSettingsThatCannotWork() {
    LearningRate rate = LearningRate.constant(0.05);
    for (Runnable bad :
        List.<Runnable>of(
            () -> new DescentSettings(rate, 1, 0.999, 1e-8, 0),
            () -> new DescentSettings(rate, 0.9, -1, 1e-8, 0),
            () -> new DescentSettings(rate, 0.9, 0.999, 0, 0),
            () -> new DescentSettings(rate, 0.9, 0.999, 1e-8, 1.5))) {
      assertThrows(IllegalArgumentException.class, bad::run);
    }
    assertTrue(SETTINGS.start(1, LAYOUT, start()).needsGradient());
  }

  private static void step(Optimizer optimizer, float[] gradient) {
    float[][] unused = optimizer.ask();
    optimizer.use(new StepGradient(optimizer.step() + 1, gradient));
    optimizer.tell(new float[] {1});
  }

  private static void run(Optimizer optimizer, int steps, JournalRecorder recorder) {
    while (optimizer.step() < steps) {
      float[] theta = optimizer.ask()[0];
      float[] gradient = new float[WIDTH];
      float loss = 0;
      for (int j = 0; j < WIDTH; j++) {
        gradient[j] = 2 * (theta[j] - j);
        loss += (theta[j] - j) * (theta[j] - j);
      }
      StepGradient used = new StepGradient(optimizer.step() + 1, gradient);
      optimizer.use(used);
      optimizer.tell(new float[] {loss});
      recorder.add(used);
      recorder.add(optimizer.step(), new float[] {loss});
    }
  }

  private static float[] start() {
    return new float[] {1, 1, 1, 2, 2, 2};
  }
}
