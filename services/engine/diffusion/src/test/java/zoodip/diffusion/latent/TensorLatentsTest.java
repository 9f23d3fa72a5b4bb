package zoodip.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.scheduler.FloatLatents;

class TensorLatentsTest {
  private static final int SIZE = 1000;

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = (float) (10 * random.nextGaussian());
    }
    return values;
  }

  private static void with(BiConsumer<TensorScope, TensorLatents> work) {
    TorchThread.shared()
        .run(
            () -> {
              try (TensorScope scope = TensorScope.open();
                  TensorLatents latents = new TensorLatents(scope, "cpu")) {
                work.accept(scope, latents);
              }
            });
  }

  @Test
  void sumsHaveTheBitsOfJava() {
    List<float[]> parts = List.of(random(1), random(2), random(3));
    List<Double> weights = List.of(1 / 3.0, -2.7, 1e-5);
    float[] expected = new FloatLatents().weighted(parts, weights);
    with(
        (scope, latents) -> {
          List<NDArray> tensors = parts.stream().map(part -> scope.floats(part, SIZE)).toList();
          assertArrayEquals(expected, latents.weighted(tensors, weights).toFloatArray());
        });
  }

  @Test
  void limitsHaveTheBitsOfJava() {
    float[] expected = new FloatLatents().clamped(random(1), 1 / 3.0);
    with(
        (scope, latents) ->
            assertArrayEquals(
                expected, latents.clamped(scope.floats(random(1), SIZE), 1 / 3.0).toFloatArray()));
  }

  @Test
  void whatIsKeptLivesUntilTheNext() {
    with(
        (scope, latents) -> {
          NDArray first = latents.keep(scope.floats(random(1), SIZE));
          latents.release(first);
          assertEquals(SIZE, first.toFloatArray().length);
          NDArray second = latents.keep(scope.floats(random(2), SIZE));
          assertThrows(IllegalStateException.class, first::toFloatArray);
          latents.keep(scope.floats(random(3), SIZE));
          assertEquals(SIZE, second.toFloatArray().length, "it was not released");
        });
  }

  @Test
  void anImageThatWasNoNumbersOnceIsRemembered() {
    with(
        (scope, latents) -> {
          NDArray flags = scope.floats(new float[] {1, 1, 1}, 3);
          float[] values = {1, 2, Float.NaN, 3, 4, Float.NEGATIVE_INFINITY};
          NDArray after = latents.finite(scope.floats(values, 3, 2), flags);
          assertArrayEquals(new float[] {1, 0, 0}, after.toFloatArray());
          NDArray later = latents.finite(scope.zeros(3, 2), after);
          assertArrayEquals(new float[] {1, 0, 0}, later.toFloatArray());
        });
  }
}
