package zoodip.diffusion.scheduler;

import java.util.List;

/** Latents as arrays of floats; sums are taken in double. */
public final class FloatLatents implements LatentArithmetic<float[]> {

  @Override
  public float[] weighted(List<float[]> parts, List<Double> weights) {
    float[] sum = new float[parts.get(0).length];
    for (int i = 0; i < sum.length; i++) {
      double value = 0;
      for (int j = 0; j < parts.size(); j++) {
        value += weights.get(j) * parts.get(j)[i];
      }
      sum[i] = (float) value;
    }
    return sum;
  }

  @Override
  public float[] clamped(float[] value, double limit) {
    float[] clamped = new float[value.length];
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = (float) Math.max(-limit, Math.min(limit, value[i]));
    }
    return clamped;
  }

  @Override
  public void release(float[] value) {
    // the garbage collector does
  }
}
