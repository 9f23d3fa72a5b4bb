package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.engine.ModuleObject;
import zoodip.diffusion.engine.Program;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.scheduler.LatentArithmetic;

/**
 * The latents of a batch as one tensor on the model's device, with the bits that {@link
 * zoodip.diffusion.scheduler.FloatLatents} have. Belongs on the engine's thread.
 */
final class TensorLatents implements LatentArithmetic<NDArray>, AutoCloseable {
  private final Program program;
  private final TensorScope scope;
  private Optional<NDArray> kept = Optional.empty();
  private boolean released;

  /**
   * @param scope owns all values until they are released
   */
  TensorLatents(TensorScope scope, String device) {
    this.scope = scope;
    program = Program.load(List.of("sampling"), new ModuleObject("Sampling", Map.of()), device);
  }

  @Override
  public NDArray weighted(List<NDArray> parts, List<Double> weights) {
    return program.tensor(
        scope, "weighted", parts, weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public NDArray clamped(NDArray value, double limit) {
    return program.tensor(scope, "clamped", value, limit);
  }

  @Override
  public void release(NDArray value) {
    if (kept.isPresent() && kept.get() == value) {
      released = true;
    } else {
      value.close();
    }
  }

  /** Lets a value live, released or not, until the next one is to be kept. */
  NDArray keep(NDArray value) {
    if (released) {
      kept.ifPresent(NDArray::close);
    }
    kept = Optional.of(value);
    released = false;
    return value;
  }

  /**
   * negative + scale (positive - negative).
   *
   * @param said negatives, then positives [2 * b, c, h, w]
   */
  NDArray guided(NDArray said, float guidanceScale) {
    return program.tensor(scope, "guided", said, (double) guidanceScale);
  }

  /** Number {@code index} of a tensor [n], as [1]. */
  NDArray at(TensorScope owner, NDArray numbers, int index) {
    return program.tensor(owner, "at", numbers, (long) index);
  }

  /** Which images [b] are finite, and were {@code before}: 1 or 0. */
  NDArray finite(NDArray latents, NDArray before) {
    NDArray now = program.tensor(scope, "finite", latents, before);
    before.close();
    return now;
  }

  @Override
  public void close() {
    program.close();
  }
}
