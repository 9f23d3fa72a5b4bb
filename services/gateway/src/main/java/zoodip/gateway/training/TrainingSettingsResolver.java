package zoodip.gateway.training;

import zoodip.gateway.requests.Violations;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GradientEstimator;
import zoodip.v1.Model;
import zoodip.v1.Precision;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

/**
 * Completes and checks a training's settings, once for all services: what the client set, else the
 * preset's, else the common ones. Those behind read them as {@code concepts.settings} does.
 */
final class TrainingSettingsResolver {
  private static final String FIELD = "training_job.settings.";

  private TrainingSettingsResolver() {}

  /**
   * Settings with all fields set.
   *
   * @param latentFactor what the resolution must be a multiple of
   * @throws ServiceException UNKNOWN_PRESET, BAD_SETTINGS
   */
  static TrainingSettings settings(TrainingJob wanted, Model model, int latentFactor) {
    TrainingSettings given = withoutUnspecified(wanted.getSettings());
    TrainingSettings base = base(wanted.getPreset(), model);
    TrainingMethod method = MethodSettings.of(MethodSettings.isNamed(given) ? given : base);
    requireOwn(given, method);
    TrainingSettings.Builder settings =
        Presets.common(method).toBuilder()
            .mergeFrom(MethodSettings.asFarAsTheyHold(base, method))
            .mergeFrom(given);
    if (settings.hasLearningRate() && !settings.hasFinalLearningRate()) {
      settings.setFinalLearningRate(settings.getLearningRate());
    }
    if (settings.hasBasisInterval() && !settings.hasBasisIntervalMost()) {
      settings.setBasisIntervalMost(settings.getBasisInterval());
    }
    check(settings, model, latentFactor);
    return settings.build();
  }

  static Precision precision(TrainingJob wanted, Model model) {
    if (wanted.getPrecision() != Precision.PRECISION_UNSPECIFIED) {
      return wanted.getPrecision();
    }
    Precision ofModel =
        model.getTrainingPrecision() == Precision.PRECISION_UNSPECIFIED
            ? Precision.PRECISION_INT8
            : model.getTrainingPrecision();
    return Presets.named(wanted.getPreset()).flatMap(Presets.Preset::precision).orElse(ofModel);
  }

  private static TrainingSettings base(String preset, Model model) {
    TrainingSettings.Builder base =
        preset.isEmpty() ? ownOf(model).toBuilder() : named(preset).toBuilder();
    boolean modelKnows = model.getResolution() > 0;
    if (modelKnows && (!preset.isEmpty() || !base.hasResolution())) {
      base.setResolution(model.getResolution());
    }
    return base.build();
  }

  private static TrainingSettings named(String preset) {
    return Presets.named(preset)
        .orElseThrow(
            () ->
                ServiceException.invalid(
                    ErrorReason.ERROR_REASON_UNKNOWN_PRESET,
                    "training_job.preset",
                    "There is no preset '%s'; use one of %s, or none for the model's own"
                        .formatted(preset, Presets.names())))
        .settings();
  }

  private static TrainingSettings ownOf(Model model) {
    if (!model.hasTrainingSettings()) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_BAD_SETTINGS,
          "training_job.preset",
          "%s has no settings of its own; name a preset, one of %s"
              .formatted(model.getName(), Presets.names()));
    }
    return withoutUnspecified(model.getTrainingSettings());
  }

  private static TrainingSettings withoutUnspecified(TrainingSettings settings) {
    TrainingSettings.Builder without = settings.toBuilder();
    if (settings.getEstimator() == GradientEstimator.GRADIENT_ESTIMATOR_UNSPECIFIED) {
      without.clearEstimator();
    }
    if (settings.getMethod() == TrainingMethod.TRAINING_METHOD_UNSPECIFIED) {
      without.clearMethod();
    }
    return without.build();
  }

  private static void requireOwn(TrainingSettings given, TrainingMethod method) {
    Violations violations = new Violations();
    MethodSettings.requireOwn(given, method, FIELD, violations);
    violations.throwIfAny(ErrorReason.ERROR_REASON_BAD_SETTINGS);
  }

  private static void check(TrainingSettings.Builder settings, Model model, int latentFactor) {
    Violations violations = new Violations();
    violations.require(
        settings.getResolution() > 0,
        FIELD + "resolution",
        "needed: neither the model nor the preset has one");
    violations.require(
        settings.getResolution() % latentFactor == 0,
        FIELD + "resolution",
        "is %d and must be a multiple of %d, the model's latent factor"
            .formatted(settings.getResolution(), latentFactor));
    violations.require(
        settings.getTimestepLow() < settings.getTimestepHigh(),
        FIELD + "timestep_low",
        "is %d and must be under timestep_high, %d"
            .formatted(settings.getTimestepLow(), settings.getTimestepHigh()));
    violations.require(
        settings.getHistory() != 1,
        FIELD + "history",
        "is 1; a subspace needs at least 2 embeddings, and 0 switches it off");
    violations.require(
        settings.getStopAfterProbes() == 0 || settings.getProbeShare() > 0,
        FIELD + "stop_after_probes",
        "is %d, but without probes, probe_share 0, none can end the training; set probe_share, or leave it out"
            .formatted(settings.getStopAfterProbes()));
    checkRoom(settings, model, violations);
    if (settings.getMethod() == TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS) {
      checkSensitivity(settings, model, violations);
    }
    violations.throwIfAny(ErrorReason.ERROR_REASON_BAD_SETTINGS);
  }

  private static void checkSensitivity(
      TrainingSettings.Builder settings, Model model, Violations violations) {
    double flip = settings.getFlipProbability();
    violations.require(
        MethodSettings.mirrorsInTurn(flip),
        FIELD + "flip_probability",
        "is %s, but %s goes through photos in turn and mirrors never or every other time: use 0 or 0.5"
            .formatted(flip, MethodSettings.name(settings.getMethod())));
    violations.require(
        settings.getBasisInterval() <= settings.getBasisIntervalMost(),
        FIELD + "basis_interval_most",
        "is %d and must not be under basis_interval, %d"
            .formatted(settings.getBasisIntervalMost(), settings.getBasisInterval()));
    violations.require(
        settings.getBasisFewest() <= settings.getBasisMost(),
        FIELD + "basis_fewest",
        "is %d and must not be over basis_most, %d"
            .formatted(settings.getBasisFewest(), settings.getBasisMost()));
    int room =
        settings.getVectors()
            * model.getEmbeddingWidthsList().stream()
                .mapToInt(width -> Math.min(width, settings.getBasisFewest()))
                .sum();
    violations.require(
        room == 0 || settings.getDirections() <= room,
        FIELD + "directions",
        "is %d, but orthonormal ones have to fit into the %d of the smallest bases; use fewer, or a larger basis_fewest"
            .formatted(settings.getDirections(), room));
  }

  /** tau must stay under half of theta's width, or almost every direction would be removed. */
  private static void checkRoom(
      TrainingSettings.Builder settings, Model model, Violations violations) {
    int widths = model.getEmbeddingWidthsList().stream().mapToInt(Integer::intValue).sum();
    int width = widths * settings.getVectors();
    violations.require(
        width == 0 || 2 * settings.getHistory() < width,
        FIELD + "history",
        "is %d and must be under half of the embedding's width %d; about %d works well"
            .formatted(settings.getHistory(), width, Math.max(2, width / 6)));
  }
}
