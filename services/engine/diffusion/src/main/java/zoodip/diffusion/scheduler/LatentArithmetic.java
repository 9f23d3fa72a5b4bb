package zoodip.diffusion.scheduler;

import java.util.List;

/**
 * What a {@link Sampler} has to be able to do with latents, whatever they are made of.
 *
 * @param <T> latents of one or more images
 */
public interface LatentArithmetic<T> {
  /** A new value: the sum of the parts, each times its weight. Parts keep their values. */
  T weighted(List<T> parts, List<Double> weights);

  /** A new value: each element cut to -limit..limit. */
  T clamped(T value, double limit);

  /** Called once for each value that is no longer needed. */
  void release(T value);
}
