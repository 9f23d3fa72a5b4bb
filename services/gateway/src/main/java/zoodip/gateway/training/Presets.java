package zoodip.gateway.training;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import zoodip.v1.GradientEstimator;
import zoodip.v1.Precision;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

/**
 * Named settings of the published method (the paper's supplement) and of training along sensitivity
 * directions, and those of each method that hold where nobody says.
 */
public final class Presets {
  private static final int STEPS = 30_000;

  /** 12,000 rows of the UNet with 8 directions a step: a guess for real models, see the README. */
  private static final int FAST_STEPS = 1_333;

  /** What is the same for every method. */
  private static final TrainingSettings OF_ALL_METHODS =
      TrainingSettings.newBuilder()
          .setFlipProbability(0.5)
          .setSquash(false)
          .setVectors(1)
          .setProbeShare(0.05)
          .setStopAfterProbes(0)
          .setStopImprovement(0)
          .build();

  /** Settings of the published method that no base model changes. */
  static final TrainingSettings COMMON =
      OF_ALL_METHODS.toBuilder()
          .setMethod(TrainingMethod.TRAINING_METHOD_ZOODIP)
          .setSteps(STEPS)
          .setEstimator(GradientEstimator.GRADIENT_ESTIMATOR_RGE)
          .setDirections(2)
          .setSmoothing(1e-3)
          .setLearningRate(5e-3)
          .setBeta1(0.9)
          .setBeta2(0.999)
          .setEpsilon(1e-3)
          .setHistory(128)
          .setVarianceCut(1e-3)
          .setTimestepLow(500)
          .setTimestepHigh(900)
          .build();

  /** Settings of sensitivity directions that no base model changes. */
  static final TrainingSettings COMMON_FAST =
      OF_ALL_METHODS.toBuilder()
          .setMethod(TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS)
          .setSteps(FAST_STEPS)
          .setDirections(8)
          .setSmoothing(0.08)
          .setLearningRate(0.06)
          .setFinalLearningRate(0)
          .setBeta1(0.9)
          .setBeta2(0.99)
          .setDamping(1e-3)
          .setBasisInterval(50)
          .setBasisShare(0.97)
          .setBasisFewest(16)
          .setBasisMost(256)
          .setBasisDifference(0.008)
          .setTimestepLow(500)
          .setTimestepHigh(900)
          .build();

  /** Settings of gradient-free textual inversion: 5,000 forwards, as in its published program. */
  static final TrainingSettings COMMON_GRADIENT_FREE =
      OF_ALL_METHODS.toBuilder()
          .setMethod(TrainingMethod.TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION)
          .setSteps(250)
          .setIntrinsicDimension(256)
          .setPopulation(20)
          .setSigma(1)
          .setAlpha(1)
          .setTimestepLow(0)
          .setTimestepHigh(1000)
          .build();

  /** Settings of textual inversion: those that the published method's paper compares with. */
  static final TrainingSettings COMMON_TEXTUAL_INVERSION =
      OF_ALL_METHODS.toBuilder()
          .setMethod(TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION)
          .setSteps(5_000)
          .setLearningRate(5e-3)
          .setBeta1(0.9)
          .setBeta2(0.999)
          .setEpsilon(1e-8)
          .setWeightDecay(1e-2)
          .setTimestepLow(0)
          .setTimestepHigh(1000)
          .build();

  private static final TreeMap<String, Preset> NAMED = new TreeMap<>();

  static {
    //             pixels  eta   mu    T_L  steps
    put("sd15", settings(512, 5e-3, 1e-3, 500, STEPS), Optional.empty());
    put("sd21", settings(768, 1e-2, 1e-2, 500, STEPS), Optional.empty());
    put("sdxl", settings(1024, 5e-3, 1e-2, 700, 20_000), Optional.empty());
    put("int4", settings(512, 5e-3, 1e-2, 500, STEPS), Optional.of(Precision.PRECISION_INT4));
    put("sd15-fast", fast(512, 500), Optional.empty());
    put("sd21-fast", fast(768, 500), Optional.empty());
    put("sdxl-fast", fast(1024, 700), Optional.empty());
    put("int4-fast", fast(512, 500), Optional.of(Precision.PRECISION_INT4));
  }

  /**
   * Settings with a name.
   *
   * @param settings all fields set; {@code resolution} is that of the models the preset is for
   * @param precision that the preset is made for, if it is for one
   */
  public record Preset(TrainingSettings settings, Optional<Precision> precision) {}

  private Presets() {}

  /** What holds for a method where neither client nor preset says otherwise. */
  static TrainingSettings common(TrainingMethod method) {
    return switch (method) {
      case TRAINING_METHOD_SENSITIVITY_DIRECTIONS -> COMMON_FAST;
      case TRAINING_METHOD_ZOODIP -> COMMON;
      case TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION -> COMMON_GRADIENT_FREE;
      case TRAINING_METHOD_TEXTUAL_INVERSION -> COMMON_TEXTUAL_INVERSION;
      case TRAINING_METHOD_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("no settings of the method " + method);
    };
  }

  public static Optional<Preset> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  public static Set<String> names() {
    return NAMED.keySet();
  }

  private static void put(String name, TrainingSettings settings, Optional<Precision> precision) {
    NAMED.put(name, new Preset(settings, precision));
  }

  private static TrainingSettings fast(int pixels, int timestepLow) {
    return COMMON_FAST.toBuilder().setResolution(pixels).setTimestepLow(timestepLow).build();
  }

  private static TrainingSettings settings(
      int pixels, double learningRate, double smoothing, int timestepLow, int steps) {
    return COMMON.toBuilder()
        .setResolution(pixels)
        .setLearningRate(learningRate)
        .setSmoothing(smoothing)
        .setTimestepLow(timestepLow)
        .setSteps(steps)
        .build();
  }
}
