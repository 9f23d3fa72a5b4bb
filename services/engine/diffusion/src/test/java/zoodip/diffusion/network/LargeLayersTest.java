package zoodip.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;

/**
 * Layers of a network as large as Stable Diffusion's, in bf16, as images are drawn: a row has the
 * same bits alone and in a batch.
 */
class LargeLayersTest {
  private static final long SEED = 3;
  private static final int ROWS = 4;

  @ParameterizedTest
  @CsvSource({"narrow, 64, 1280", "narrow, 256, 1280", "wide, 256, 5120"})
  void aRowHasTheSameBitsInAnyBatch(String layer, long tokens, long width) {
    TorchThread.shared().run(() -> compare(layer, tokens, width));
  }

  private static void compare(String layer, long tokens, long width) {
    Layout layout =
        new Layout().linear("narrow", 1280, 1280, true).linear("wide", 5120, 3200, false);
    try (Network network =
            Network.load(
                new NetworkProgram("kernels", "Kernels", Map.of(), layout),
                WeightSource.random(layout, SEED),
                ModelOptions.of(Precision.BF16, Compute.BF16));
        TensorScope scope = network.scope()) {
      NDArray rows = network.tensor(scope, "input", scope.zeros(1), (long) ROWS, 1L, tokens, width);
      float[] all = output(network, scope, rows, layer);
      for (int count = 1; count < ROWS; count++) {
        NDArray some = scope.adopt(rows.get(new NDIndex(":" + count)));
        float[] expected = Arrays.copyOf(all, all.length / ROWS * count);
        assertArrayEquals(expected, output(network, scope, some, layer), count + " of " + ROWS);
      }
    }
  }

  private static float[] output(Network network, TensorScope scope, NDArray rows, String layer) {
    return network.tensor(scope, "linear", rows, layer).toFloatArray();
  }
}
