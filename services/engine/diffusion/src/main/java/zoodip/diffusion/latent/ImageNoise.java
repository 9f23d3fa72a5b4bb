package zoodip.diffusion.latent;

/**
 * The random numbers of one image, a function of its seed alone, so that an image does not depend
 * on what else is generated with it.
 *
 * <p>Counter-based: number i of stream s is SplitMix64's output function (Steele, Lea and Flood
 * 2014) at counter i, started from a mix of seed and stream. Pairs of numbers become pairs of
 * Gaussians by the method of Box and Muller in strict arithmetic: the same bits on every JVM.
 *
 * @param seed of the image
 */
public record ImageNoise(long seed) {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  /** The noise that the first latents are made of: standard normal. */
  public float[] first(int size) {
    return stream(0, size);
  }

  /** The noise that ancestral schedulers add at a call of the model, counted from 0. */
  public float[] step(int call, int size) {
    return stream(1 + call, size);
  }

  private float[] stream(long stream, int size) {
    long start = mix(mix(seed) + GOLDEN * (stream + 1));
    float[] values = new float[size];
    for (int i = 0; i < size; i += 2) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(unit(start, i)));
      double angle = 2 * StrictMath.PI * unit(start, i + 1);
      values[i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < size) {
        values[i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
    return values;
  }

  /** In (0, 1]. */
  private static double unit(long start, long counter) {
    return ((mix(start + GOLDEN * (counter + 1)) >>> 11) + 1) * UNIT;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
