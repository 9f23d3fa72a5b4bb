package zoodip.zeroth.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.Replay;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ZoOptimizer;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.LossJournal;

/**
 * Prints how fast the optimizer alone is: steps a second by ask and tell on a loss that costs next
 * to nothing, and the seconds that replaying the same steps takes. Every figure includes the
 * subspace.
 *
 * <p>{@code mvn -q -pl services/engine/zeroth test-compile exec:exec@benchmark} runs it on one
 * core.
 */
public final class OptimizerBenchmark {
  private static final int STEPS = 30_000;

  private OptimizerBenchmark() {}

  /** Measures the widths 128, 768 and 2048. */
  public static void main(String[] args) {
    System.out.printf(
        "Java %s, %d core(s), RGE, n 2, %,d steps%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), STEPS);
    System.out.printf("%6s %5s %14s %16s%n", "d", "tau", "steps/s", "replay, seconds");
    measure(128, 21);
    measure(768, 128);
    measure(2048, 128);
  }

  private static void measure(int dimension, int tau) {
    ZoSettings settings =
        new ZoSettings(
            Estimator.RGE,
            2,
            1e-3,
            5e-3,
            0.9,
            0.999,
            1e-3,
            Optional.of(new SubspaceSettings(tau, 1e-3)));
    float[] start = new float[dimension];
    JournalRecorder recorder = new JournalRecorder(0, settings.candidates());
    long begin = System.nanoTime();
    ZoOptimizer trained = train(settings, start, recorder);
    double training = seconds(begin);
    LossJournal journal = LossJournal.of(List.of(recorder.drain().orElseThrow()));
    begin = System.nanoTime();
    Optimizer replayed =
        Replay.of(
            settings, 1, ThetaLayout.of(List.of(start.length), 1), start, journal, step -> {});
    double replay = seconds(begin);
    if (!Arrays.equals(trained.theta(), replayed.theta())) {
      throw new IllegalStateException(
          "replay ended at another theta than the run at d " + dimension);
    }
    System.out.printf(
        Locale.ROOT, "%6d %5d %,14.0f %16.2f%n", dimension, tau, STEPS / training, replay);
  }

  private static ZoOptimizer train(ZoSettings settings, float[] start, JournalRecorder recorder) {
    ZoOptimizer optimizer = ZoOptimizer.start(settings, 1, start);
    for (int step = 0; step < STEPS; step++) {
      float[][] candidates = optimizer.ask();
      float[] losses = losses(candidates);
      optimizer.tell(losses);
      recorder.add(optimizer.step(), losses);
    }
    return optimizer;
  }

  /** The mean squared distance to a fixed point. */
  private static float[] losses(float[][] candidates) {
    float[] losses = new float[candidates.length];
    for (int i = 0; i < losses.length; i++) {
      double sum = 0;
      for (int j = 0; j < candidates[i].length; j++) {
        double distance = candidates[i][j] - 0.01 * (j % 7);
        sum += distance * distance;
      }
      losses[i] = (float) (sum / candidates[i].length);
    }
    return losses;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
