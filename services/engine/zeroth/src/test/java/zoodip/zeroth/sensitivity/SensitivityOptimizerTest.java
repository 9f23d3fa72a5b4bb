package zoodip.zeroth.sensitivity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.Replay;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.SensitivityBasis;

class SensitivityOptimizerTest {
  private static final int STEPS = 40;
  private static final ThetaLayout LAYOUT = ThetaLayout.of(List.of(12, 20), 2);
  private static final SensitivitySettings SETTINGS =
      settings(BasisSettings.every(10, 0.97, 4, 8, 0.008));

  /** With intervals that grow where directions stay. */
  private static final SensitivitySettings GROWING =
      settings(new BasisSettings(2, 8, 0.7, 4, 8, 0.008));

  private static SensitivitySettings settings(BasisSettings basis) {
    return new SensitivitySettings(
        3, 0.08, new LearningRate(0.06, 0, STEPS), 0.9, 0.99, 1e-3, basis);
  }

  @Test
  void candidatesAreThetaAndOrthonormalMovesOfTheSmoothingsLength() {
    Optimizer optimizer = SETTINGS.start(7, LAYOUT, start());
    renew(optimizer);
    float[][] candidates = optimizer.ask();

    assertEquals(4, candidates.length);
    assertArrayEquals(start(), candidates[0]);
    double[][] moves = new double[3][];
    for (int i = 0; i < 3; i++) {
      moves[i] = relativeMove(candidates[i + 1]);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(i == j ? 0.08 * 0.08 : 0, product(moves[i], moves[j]), 1e-7);
      }
    }
    assertTrue(Arrays.deepEquals(candidates, optimizer.ask()));
  }

  @Test
  void candidatesStayWithinTheBases() {
    Optimizer optimizer = SETTINGS.start(7, LAYOUT, start());
    List<SensitivityBasis> bases = renew(optimizer);
    double[] move = relativeMove(optimizer.ask()[1]);
    double left = product(move, move);
    for (SensitivityBasis basis : bases) {
      int offset = LAYOUT.blocks().get(basis.block()).offset();
      for (int i = 0; i < basis.size(); i++) {
        double along = 0;
        for (int j = 0; j < basis.width(); j++) {
          along += basis.direction(i)[j] * move[offset + j];
        }
        left -= along * along;
      }
    }
    assertEquals(0, left, 1e-6);
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void goesOnFromAnyPrefixAsIfItHadNeverStopped(
      @ForAll long seed, @ForAll @IntRange(max = STEPS) int stop, @ForAll boolean growing) {
    SensitivitySettings settings = growing ? GROWING : SETTINGS;
    Run whole = new Run(settings, seed, STEPS);
    Optimizer resumed = replay(settings, seed, whole.journal().prefix(stop));
    assertEquals(stop, resumed.step());
    while (resumed.step() < STEPS) {
      renew(resumed);
      resumed.tell(losses(resumed.ask()));
    }
    assertArrayEquals(whole.optimizer.theta(), resumed.theta());
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void segmentsCutAnywhereReplayToTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 13) int cut, @ForAll boolean growing) {
    SensitivitySettings settings = growing ? GROWING : SETTINGS;
    Run whole = new Run(settings, seed, STEPS);
    JournalRecorder recorder = new JournalRecorder(0, SETTINGS.candidates());
    List<byte[]> stored = new ArrayList<>();
    for (long step = 1; step <= STEPS; step++) {
      whole.journal().bases(step).forEach(recorder::add);
      recorder.add(step, whole.journal().losses(step));
      if (step % cut == 0 || step == STEPS) {
        stored.add(recorder.drain().orElseThrow().encode());
      }
    }
    LossJournal read = LossJournal.of(stored.stream().map(JournalSegment::decode).toList());
    assertArrayEquals(whole.optimizer.theta(), replay(settings, seed, read).theta());
  }

  @Test
  void findsTheBottomOfABowlWithinItsBases() {
    Run run = new Run(SETTINGS, 3, STEPS);
    assertTrue(
        loss(run.optimizer.theta()) < 0.25 * loss(start()),
        loss(run.optimizer.theta()) + " of " + loss(start()));
  }

  @Test
  void equalLossesMoveNothing() {
    Optimizer optimizer = SETTINGS.start(7, LAYOUT, start());
    renew(optimizer);
    float[][] unused = optimizer.ask();
    optimizer.tell(new float[] {1, 1, 1, 1});
    assertArrayEquals(start(), optimizer.theta());
  }

  @Test
  void asksForBasesAtEachIntervalAndOnlyThen() {
    Optimizer optimizer = SETTINGS.start(7, LAYOUT, start());
    for (int step = 1; step <= 25; step++) {
      List<BasisRequest> requests = optimizer.neededBases();
      assertEquals(step % 10 == 1 ? 4 : 0, requests.size(), "step " + step);
      for (BasisRequest request : requests) {
        assertEquals((step - 1) / 10, turn(request));
      }
      if (!requests.isEmpty()) {
        assertThrows(IllegalStateException.class, optimizer::ask);
      }
      renew(optimizer);
      optimizer.tell(losses(optimizer.ask()));
    }
  }

  @Test
  void intervalsGrowAsLongAsDirectionsStay() {
    assertEquals(List.of(1, 3, 7, 15, 23, 31, 39), renewals(turn -> 0L));
    // at the fifth the encoder looks elsewhere, and stays there
    assertEquals(List.of(1, 3, 7, 15, 23, 25, 29, 37), renewals(turn -> turn < 4 ? 0L : 8L));
  }

  /** Steps with new bases, of a training whose encoder looks where the turn says. */
  private static List<Integer> renewals(LongUnaryOperator looks) {
    Optimizer optimizer = GROWING.start(7, LAYOUT, start());
    List<Integer> steps = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      List<SensitivityBasis> bases = new ArrayList<>();
      for (BasisRequest request : optimizer.neededBases()) {
        assertEquals(steps.size(), turn(request));
        int first = (int) looks.applyAsLong(turn(request));
        bases.add(request.choose(sensitiveFrom(first, request.block().width())));
      }
      if (!bases.isEmpty()) {
        optimizer.use(bases);
        steps.add(step);
      }
      optimizer.tell(losses(optimizer.ask()));
    }
    return steps;
  }

  private static double[][] sensitiveFrom(int first, int width) {
    double[][] matrix = new double[width][width];
    for (int i = 0; i < width; i++) {
      matrix[i][i] = i >= first && i < first + 4 ? 1 + i : 1e-3;
    }
    return matrix;
  }

  @Test
  void refusesBasesThatAreNotNeededAndThoseOfOthers() {
    Optimizer optimizer = SETTINGS.start(7, LAYOUT, start());
    List<SensitivityBasis> bases = bases(optimizer);
    assertThrows(
        IllegalArgumentException.class, () -> optimizer.use(List.of(bases.get(0), bases.get(1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> optimizer.use(List.of(bases.get(1), bases.get(0), bases.get(2), bases.get(3))));
    optimizer.use(bases);
    assertThrows(IllegalArgumentException.class, () -> optimizer.use(bases));
  }

  @Test
  void anUnusableLossLeavesTheStepToBeToldAgain() {
    Optimizer optimizer = SETTINGS.start(7, LAYOUT, start());
    renew(optimizer);
    float[] losses = losses(optimizer.ask());
    float[] broken = losses.clone();
    broken[2] = Float.NaN;
    assertThrows(UnusableLossException.class, () -> optimizer.tell(broken));
    optimizer.tell(losses);
    assertEquals(1, optimizer.step());
  }

  @Test
  void aJournalWithoutItsBasesIsOfAnotherRun() {
    Run whole = new Run(SETTINGS, 1, 5);
    float[] losses = new float[5 * SETTINGS.candidates()];
    for (int step = 1; step <= 5; step++) {
      System.arraycopy(
          whole.journal().losses(step), 0, losses, (step - 1) * SETTINGS.candidates(), 4);
    }
    LossJournal bare =
        LossJournal.of(List.of(new JournalSegment(1, SETTINGS.candidates(), losses)));
    assertThrows(JournalException.class, () -> replay(SETTINGS, 1, bare));
  }

  @Test
  void aVectorThatStartsAtZeroHasNoLengthToStepBy() {
    float[] start = start();
    Arrays.fill(start, 12, 24, 0);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.start(7, LAYOUT, start));
    assertTrue(refused.getMessage().contains("vector 1 of text encoder 0"), refused.getMessage());
  }

  @Test
  void moreDirectionsThanABasisHasAreRefused() {
    SensitivitySettings many =
        new SensitivitySettings(
            17, 0.08, LearningRate.constant(0.06), 0.9, 0.99, 1e-3, SETTINGS.basis());
    assertThrows(IllegalArgumentException.class, () -> many.requireTrainable(LAYOUT));
    SETTINGS.requireTrainable(LAYOUT);
  }

  private static Optimizer replay(SensitivitySettings settings, long seed, LossJournal journal) {
    return Replay.of(settings, seed, LAYOUT, start(), journal, step -> {});
  }

  private static List<SensitivityBasis> renew(Optimizer optimizer) {
    List<SensitivityBasis> bases = bases(optimizer);
    if (!bases.isEmpty()) {
      optimizer.use(bases);
    }
    return bases;
  }

  private static List<SensitivityBasis> bases(Optimizer optimizer) {
    return optimizer.neededBases().stream()
        .map(request -> request.choose(squaredJacobian(request.block().width(), turn(request))))
        .toList();
  }

  private static long turn(BasisRequest request) {
    return ((BasisMeasurement.SquaredJacobian) request.measurement()).turn();
  }

  /** Sensitive to the first four axes, to other ones most with each turn. */
  private static double[][] squaredJacobian(int width, long turn) {
    double[][] matrix = new double[width][width];
    for (int i = 0; i < width; i++) {
      matrix[i][i] = i < 4 ? 1 / (1.0 + Math.floorMod(i - turn, 4)) : 1e-3;
      for (int j = 0; j < i; j++) {
        matrix[i][j] = 1e-4 / (1 + i + j);
        matrix[j][i] = matrix[i][j];
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

  /** The bottom lies where the first numbers of each block are larger by .1 to .2. */
  private static float loss(float[] theta) {
    double sum = 0;
    float[] start = start();
    for (ThetaLayout.Block block : LAYOUT.blocks()) {
      for (int j = 0; j < 4; j++) {
        int at = block.offset() + j;
        double distance = theta[at] - start[at] - 0.1 - 0.03 * j;
        sum += distance * distance;
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

  /** A candidate's distance from the start, each block divided by the norm of its start. */
  private static double[] relativeMove(float[] candidate) {
    float[] start = start();
    double[] move = new double[start.length];
    for (ThetaLayout.Block block : LAYOUT.blocks()) {
      double squared = 0;
      for (int j = block.offset(); j < block.offset() + block.width(); j++) {
        squared += (double) start[j] * start[j];
      }
      for (int j = block.offset(); j < block.offset() + block.width(); j++) {
        move[j] = (candidate[j] - start[j]) / Math.sqrt(squared);
      }
    }
    return move;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** An uninterrupted run. */
  private static final class Run {
    private final Optimizer optimizer;
    private final JournalRecorder recorder = new JournalRecorder(0, SETTINGS.candidates());
    private final LossJournal journal;

    private Run(SensitivitySettings settings, long seed, int steps) {
      optimizer = settings.start(seed, LAYOUT, start());
      while (optimizer.step() < steps) {
        renew(optimizer).forEach(recorder::add);
        float[] losses = losses(optimizer.ask());
        optimizer.tell(losses);
        recorder.add(optimizer.step(), losses);
      }
      journal = LossJournal.of(List.of(recorder.drain().orElseThrow()));
    }

    private LossJournal journal() {
      return journal;
    }
  }
}
