package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/** A run that stops anywhere and goes on from its journal is the uninterrupted run, bit for bit. */
class ReplayTest {
  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void goesOnFromAnyPrefixAsIfItHadNeverStopped(
      @ForAll("settings") ZoSettings settings,
      @ForAll @IntRange(min = 19, max = 40) int dimension,
      @ForAll @IntRange(max = 40) int steps,
      @ForAll @IntRange(max = 40) int stop,
      @ForAll long seed) {
    Run whole = new Run(settings, seed, dimension, steps);
    long prefix = Math.min(steps, stop);
    LossJournal journal = whole.journal;
    Optimizer resumed = replay(settings, seed, whole.start, journal.prefix(prefix));
    assertEquals(prefix, resumed.step());
    for (long step = prefix + 1; step <= steps; step++) {
      float[][] candidates = resumed.ask();
      assertEquals(step, resumed.step() + 1);
      assertTrue(Arrays.deepEquals(whole.asked.get((int) step - 1), candidates));
      float[] losses = Bowl.losses(candidates);
      assertArrayEquals(journal.losses(step), losses);
      resumed.tell(losses);
    }
    assertArrayEquals(whole.optimizer.theta(), resumed.theta());
    assertTrue(Arrays.deepEquals(whole.optimizer.ask(), resumed.ask()));
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void segmentsCutAnywhereReplayToTheSameBits(
      @ForAll("settings") ZoSettings settings,
      @ForAll @IntRange(min = 1, max = 30) int steps,
      @ForAll @IntRange(min = 1, max = 9) int cut,
      @ForAll long seed) {
    Run whole = new Run(settings, seed, 19, steps);
    JournalRecorder recorder = new JournalRecorder(0, settings.candidates());
    List<byte[]> stored = new ArrayList<>();
    for (long step = 1; step <= steps; step++) {
      recorder.add(step, whole.journal.losses(step));
      if (step % cut == 0 || step == steps) {
        stored.add(recorder.drain().orElseThrow().encode());
      }
    }
    LossJournal read = LossJournal.of(stored.stream().map(JournalSegment::decode).toList());
    assertArrayEquals(whole.optimizer.theta(), replay(settings, seed, whole.start, read).theta());
  }

  private static Optimizer replay(
      ZoSettings settings, long seed, float[] theta, LossJournal journal) {
    ThetaLayout layout = ThetaLayout.of(List.of(theta.length), 1);
    return Replay.of(settings, seed, layout, theta, journal, step -> {});
  }

  @Provide
  Arbitrary<ZoSettings> settings() {
    Arbitrary<Optional<SubspaceSettings>> subspaces =
        Combinators.combine(Arbitraries.integers().between(2, 9), Arbitraries.of(1e-3, 0.05, 0.3))
            .as(SubspaceSettings::new)
            .optional(0.8);
    return Combinators.combine(
            Arbitraries.of(Estimator.class),
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(1e-3, 1e-2),
            Arbitraries.of(
                LearningRate.constant(5e-3),
                new LearningRate(2e-2, 0, 50),
                new LearningRate(1e-3, 2e-2, 7)),
            subspaces)
        .as(
            (estimator, n, mu, rate, subspace) ->
                new ZoSettings(estimator, n, mu, rate, 0.9, 0.999, 1e-3, subspace));
  }

  /** An uninterrupted run and all that it asked for. */
  private static final class Run {
    private final float[] start;
    private final ZoOptimizer optimizer;
    private final List<float[][]> asked = new ArrayList<>();
    private final LossJournal journal;

    private Run(ZoSettings settings, long seed, int dimension, int steps) {
      start = new RandomStreams(seed).gaussians(RandomStream.NOISE, 1, dimension);
      optimizer = ZoOptimizer.start(settings, seed, start);
      JournalRecorder recorder = new JournalRecorder(0, settings.candidates());
      for (int step = 1; step <= steps; step++) {
        float[][] candidates = optimizer.ask();
        float[] losses = Bowl.losses(candidates);
        optimizer.tell(losses);
        recorder.add(step, losses);
        asked.add(candidates);
      }
      journal =
          recorder
              .drain()
              .map(segment -> LossJournal.of(List.of(segment)))
              .orElseGet(() -> LossJournal.empty(settings.candidates()));
    }
  }
}
