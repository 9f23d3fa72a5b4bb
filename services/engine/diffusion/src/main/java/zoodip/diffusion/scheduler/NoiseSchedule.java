package zoodip.diffusion.scheduler;

import java.util.List;

/**
 * How fast training images drown in noise: the cumulative products of 1 - beta, with the values
 * that torch computes in 32 bits, of which each is exact.
 */
public final class NoiseSchedule {
  /** The smallest positive half-precision number stands for zero signal where sigmas are needed. */
  private static final float ALMOST_NO_SIGNAL = 0x1p-24f;

  private final float[] alphasCumprod;

  private NoiseSchedule(float[] alphasCumprod) {
    this.alphasCumprod = alphasCumprod;
  }

  /** The schedule of a configuration; all scheduler classes agree on its fields and defaults. */
  public static NoiseSchedule of(SchedulerConfig config) {
    return config.flag("rescale_betas_zero_snr", false)
        ? new NoiseSchedule(cumulative(withoutTerminalSignal(betas(config))))
        : unscaled(config);
  }

  /** The same for a scheduler class that does not know {@code rescale_betas_zero_snr}. */
  static NoiseSchedule unscaled(SchedulerConfig config) {
    return new NoiseSchedule(cumulative(betas(config)));
  }

  /** Number of training timesteps. */
  public int size() {
    return alphasCumprod.length;
  }

  /** Whether nothing of an image is left at the last timestep. */
  boolean endsInNoiseAlone() {
    return alphasCumprod[alphasCumprod.length - 1] == 0;
  }

  /** The share of the image's power at a timestep, 0..1. */
  public double alphaCumprod(int timestep) {
    return alphasCumprod[timestep];
  }

  /** All shares, by timestep. */
  public double[] alphasCumprod() {
    double[] copy = new double[alphasCumprod.length];
    for (int t = 0; t < copy.length; t++) {
      copy[t] = alphasCumprod[t];
    }
    return copy;
  }

  /** Noise over signal, sqrt((1 - acp) / acp), by timestep; finite even with zero terminal SNR. */
  double[] sigmas() {
    double[] sigmas = new double[alphasCumprod.length];
    for (int t = 0; t < sigmas.length; t++) {
      float acp = alphasCumprod[t] == 0 ? ALMOST_NO_SIGNAL : alphasCumprod[t];
      sigmas[t] = (float) Math.sqrt((1 - acp) / acp);
    }
    return sigmas;
  }

  private static float[] betas(SchedulerConfig config) {
    double[] trained = config.numbers("trained_betas");
    int size = config.trainTimesteps();
    if (trained.length > 0 && trained.length != size) {
      throw SchedulerConfig.wrong(
          "trained_betas",
          "has %d numbers for the %d timesteps of num_train_timesteps"
              .formatted(trained.length, size));
    }
    if (trained.length > 0) {
      return rounded(trained);
    }
    double first = config.number("beta_start", 0.0001);
    double last = config.number("beta_end", 0.02);
    List<String> supported = List.of("linear", "scaled_linear", "squaredcos_cap_v2");
    return switch (config.choice("beta_schedule", "linear", supported)) {
      case "linear" -> line(first, last, size);
      case "scaled_linear" -> squared(line(Math.sqrt(first), Math.sqrt(last), size));
      default -> cosine(size);
    };
  }

  /** Equal steps from both ends to the middle, each rounded once. */
  private static float[] line(double first, double last, int size) {
    float step = ((float) last - (float) first) / (size - 1);
    float[] line = new float[size];
    for (int i = 0; i < size; i++) {
      line[i] =
          i < size / 2
              ? (float) ((double) (float) first + (double) step * i)
              : (float) ((double) (float) last - (double) step * (size - 1 - i));
    }
    return line;
  }

  private static float[] squared(float[] values) {
    float[] squares = new float[values.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }

  /** Nichol and Dhariwal (2021), equation 17. */
  private static float[] cosine(int size) {
    float[] betas = new float[size];
    for (int i = 0; i < size; i++) {
      double ratio = cosineSignal((i + 1.0) / size) / cosineSignal((double) i / size);
      betas[i] = (float) Math.min(1 - ratio, 0.999);
    }
    return betas;
  }

  private static double cosineSignal(double time) {
    double cosine = Math.cos((time + 0.008) / 1.008 * Math.PI / 2);
    return cosine * cosine;
  }

  /** Lin et al. (2024), algorithm 1: the last timestep is noise alone. */
  private static float[] withoutTerminalSignal(float[] betas) {
    float[] signal = cumulative(betas);
    for (int t = 0; t < signal.length; t++) {
      signal[t] = (float) Math.sqrt(signal[t]);
    }
    float first = signal[0];
    float last = signal[signal.length - 1];
    float[] rescaled = new float[betas.length];
    float before = 1;
    for (int t = 0; t < betas.length; t++) {
      float shifted = (signal[t] - last) * (first / (first - last));
      float acp = shifted * shifted;
      rescaled[t] = 1 - acp / before;
      before = acp;
    }
    return rescaled;
  }

  private static float[] cumulative(float[] betas) {
    float[] products = new float[betas.length];
    double product = 1;
    for (int t = 0; t < products.length; t++) {
      product *= 1 - betas[t];
      products[t] = (float) product;
    }
    return products;
  }

  private static float[] rounded(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
