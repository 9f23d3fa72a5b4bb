package zoodip.gateway.training;

import zoodip.gateway.requests.Violations;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GradientEstimator;
import zoodip.v1.Model;
import zoodip.v1.Precision;
import zoodip.v1.TrainingJob;
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
    TrainingSettings.Builder settings =
        Presets.COMMON.toBuilder()
            .mergeFrom(base(wanted.getPreset(), model))
            .mergeFrom(withoutUnspecified(wanted.getSettings()));
    if (!settings.hasFinalLearningRate()) {
      settings.setFinalLearningRate(settings.getLearningRate());
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
    return settings.getEstimator() == GradientEstimator.GRADIENT_ESTIMATOR_UNSPECIFIED
        ? settings.toBuilder().clearEstimator().build()
        : settings;
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
    checkRoom(settings, model, violations);
    violations.throwIfAny(ErrorReason.ERROR_REASON_BAD_SETTINGS);
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
