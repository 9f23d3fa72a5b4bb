package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zoodip.diffusion.engine.NativeHeap;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.options.Arithmetic;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.diffusion.training.PhotoOptions;

class NativeMemoryTest {
  private static final int WARM_UP = 150;
  private static final int WINDOWS = 12;
  private static final int READINGS = 3;
  private static final int STEPS = 150;

  /**
   * The candidates of a step alone have 384 bytes. What the JVM's compilers take now and then is
   * more, but a leak grows in every window: one that shows none is enough.
   */
  private static final long BYTES_A_STEP = 300;

  private static final long LIMIT = STEPS * BYTES_A_STEP;

  @ParameterizedTest
  @EnumSource(names = {"FP32", "INT8"})
  void stepsLeaveNothingBehind(Compute compute) {
    Arithmetic.assumeAvailable(compute);
    assumeTrue(NativeHeap.bytes().isPresent(), "this C library does not tell what it holds");
    try (DiffusionModel model =
        DiffusionModel.open(Golden.folder("sd15"), ModelOptions.of(Precision.INT8, compute))) {
      Personalization personalization =
          model.personalization(
              Toyboxes.photos("mug-01").subList(0, 1),
              "<toy>",
              1,
              new PhotoOptions(model.info().pixels(), PhotoOptions.Fit.CENTER_CROP));
      steps(personalization, WARM_UP);
      long grown = Long.MAX_VALUE;
      for (int window = 0; window < WINDOWS && grown >= LIMIT; window++) {
        long before = held();
        steps(personalization, STEPS);
        grown = Math.min(grown, held() - before);
      }
      assertTrue(grown < LIMIT, grown + " bytes more every " + STEPS);
    }
  }

  /** Buffers that Java shares with native code are freed some time after its garbage collection. */
  private static long held() {
    long least = Long.MAX_VALUE;
    for (int reading = 0; reading < READINGS; reading++) {
      System.gc();
      least = Math.min(least, NativeHeap.bytes().getAsLong());
    }
    return least;
  }

  private static void steps(Personalization personalization, int count) {
    Random random = new Random(1);
    float[] noise = new float[personalization.latentValues()];
    for (int step = 0; step < count; step++) {
      noise[0] = (float) random.nextGaussian();
      float[][] candidates = new float[3][personalization.candidateValues()];
      candidates[1][0] = (float) random.nextGaussian();
      personalization.losses(
          new LossQuery(0, random.nextBoolean(), 0, 500, noise, noise, candidates));
    }
  }
}
