package zoodip.measurements;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import zoodip.diffusion.engine.ModuleObject;
import zoodip.diffusion.engine.Program;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;

/**
 * How fast this machine multiplies matrices through libtorch: what no network can exceed.
 *
 * @param fp32 GFLOP/s, a multiplication and an addition being two
 * @param bf16 GFLOP/s
 * @param int8 Gop/s
 */
public record MatrixRates(double fp32, double bf16, double int8) {
  private static final long SIDE = 2048;
  private static final int TRIES = 5;
  private static final long INT8 = 1;
  private static final long FP32 = 6;
  private static final long BF16 = 15;

  /** Measures on the engine's threads; the best of a few products counts. */
  public static MatrixRates measure() {
    return TorchThread.shared()
        .call(
            () -> {
              try (Program program =
                  Program.compile(source(), new ModuleObject("Limits", Map.of()), "cpu")) {
                return new MatrixRates(
                    rate(program, FP32), rate(program, BF16), rate(program, INT8));
              }
            });
  }

  private static String source() {
    try (InputStream text = MatrixRates.class.getResourceAsStream("limits.py")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double rate(Program program, long type) {
    double best = 0;
    try (TensorScope scope = TensorScope.open()) {
      NDArray a = program.tensor(scope, "operand", SIDE, type);
      NDArray b = program.tensor(scope, "operand", SIDE, type);
      for (int i = 0; i < TRIES; i++) {
        long start = System.nanoTime();
        try (TensorScope product = TensorScope.open()) {
          var unused = program.tensor(product, "product", a, b);
        }
        best = Math.max(best, 2.0 * SIDE * SIDE * SIDE / (System.nanoTime() - start));
      }
    }
    return best;
  }
}
