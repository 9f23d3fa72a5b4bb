package zoodip.trainer.training;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.latent.LossRow;

/**
 * Whatever trainings ask at the same time, each gets the losses of its own row, and none waits for
 * ever. {@code -Dlincheck.iterations=200} looks longer.
 */
@Param(name = "number", gen = IntGen.class, conf = "1:9")
@Tag("lincheck")
public class LossBatcherLincheckTest {
  private final LossBatcher batcher = new LossBatcher(LossBatcherLincheckTest::losses);

  @Operation
  public float join(@Param(name = "number") int number) {
    batcher.enter();
    try {
      return batcher.losses(row(number))[0];
    } finally {
      batcher.leave();
    }
  }

  /** A training of two steps, one of which fails on its own. */
  @Operation
  public String joinAndFail(@Param(name = "number") int number) {
    batcher.enter();
    try {
      float first = batcher.losses(row(number))[0];
      return first + " and " + batcher.losses(row(-number))[0];
    } catch (IllegalStateException e) {
      return number + ": " + e.getMessage();
    } finally {
      batcher.leave();
    }
  }

  @Test
  void eachTrainingGetsItsOwnLosses() {
    new StressOptions()
        .iterations(Integer.getInteger("lincheck.iterations", 3))
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(3)
        .check(getClass());
  }

  private static List<float[]> losses(List<LossRow> rows) {
    return rows.stream().map(LossBatcherLincheckTest::loss).toList();
  }

  private static float[] loss(LossRow row) {
    if (row.timestep() < 0) {
      throw new IllegalStateException("row " + row.timestep());
    }
    return new float[] {row.timestep()};
  }

  private static LossRow row(int number) {
    return new LossRow(null, null, null, null, number, List.of(), 1, null);
  }
}
