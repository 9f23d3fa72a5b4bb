package zoodip.cli.benchmark;

import java.util.Optional;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.sensitivity.BasisSettings;
import zoodip.zeroth.sensitivity.SensitivitySettings;

/** Options that say by which method the measured trainings learn. */
final class MethodOptions {
  private static final int HISTORY = 128;

  /** What is measured has one basis for each block, however many steps it takes. */
  private static final int ONLY_ONCE = Integer.MAX_VALUE;

  enum Method {
    ZOODIP,
    SENSITIVITY_DIRECTIONS
  }

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "zoodip",
      description =
          "zoodip: the published method; sensitivity_directions: also measures a basis (default:"
              + " zoodip).")
  private Method method;

  @Option(
      names = "--n",
      paramLabel = "N",
      description = "Random directions a step (default: 2; 8 with sensitivity_directions).")
  private Integer directions;

  @Option(
      names = "--basis",
      paramLabel = "K",
      defaultValue = "100",
      description =
          "Directions of a basis, for each text encoder: with sensitivity_directions alone"
              + " (default: 100).")
  private int basis;

  /** The published method with two directions. */
  static MethodOptions published() {
    MethodOptions options = new MethodOptions();
    options.method = Method.ZOODIP;
    return options;
  }

  /** Refuses numbers that nothing can be measured with. */
  void check() {
    if (directions() < 1) {
      throw new UsageException("--n is %d; use at least 1".formatted(directions()));
    }
    if (measuresBasis() && directions() > basis) {
      throw new UsageException(
          "--n is %d, and a basis of %d has no more directions; use a larger --basis"
              .formatted(directions(), basis));
    }
  }

  int directions() {
    if (directions != null) {
      return directions;
    }
    return measuresBasis() ? 8 : 2;
  }

  boolean measuresBasis() {
    return method == Method.SENSITIVITY_DIRECTIONS;
  }

  /** Directions of a basis. */
  int basis() {
    return basis;
  }

  /**
   * The method's settings.
   *
   * @param dimension of theta
   * @param smoothing mu of the published method
   */
  OptimizerSettings settings(int dimension, double smoothing) {
    return measuresBasis()
        ? alongSensitivity()
        : new ZoSettings(
            Estimator.RGE,
            directions(),
            smoothing,
            5e-3,
            0.9,
            0.999,
            1e-3,
            Optional.of(new SubspaceSettings(Math.max(2, Math.min(HISTORY, dimension / 6)), 1e-3)));
  }

  /** The method's defaults, but for what the options say. */
  private SensitivitySettings alongSensitivity() {
    SensitivitySettings defaults = SensitivityMeasurement.defaults(1);
    return new SensitivitySettings(
        directions(),
        defaults.smoothing(),
        LearningRate.constant(defaults.learningRate().first()),
        defaults.beta1(),
        defaults.beta2(),
        defaults.damping(),
        BasisSettings.every(ONLY_ONCE, 1, basis, basis, defaults.basis().difference()));
  }
}
