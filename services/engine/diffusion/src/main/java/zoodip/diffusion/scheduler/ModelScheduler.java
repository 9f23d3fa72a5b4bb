package zoodip.diffusion.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scheduler that a model comes with. Training needs only its noise and what the model predicts,
 * and those must be supported; where the way of sampling is none of this engine's, another one
 * stands in for it.
 *
 * @param config of the scheduler that samples
 * @param standsInFor the class that the model names, if another one samples in its place
 * @param reason why; empty if none does
 */
public record ModelScheduler(SchedulerConfig config, Optional<String> standsInFor, String reason) {
  private static final String DPM = "DPMSolverMultistepScheduler";
  private static final String EULER = "EulerDiscreteScheduler";
  private static final String ANCESTRAL = "EulerAncestralDiscreteScheduler";
  private static final String DDIM = "DDIMScheduler";

  /** Classes of diffusers for the same trainings, and what is nearest to them here. */
  private static final Map<String, String> NEAREST =
      Map.ofEntries(
          Map.entry(DPM, DPM),
          Map.entry("DEISMultistepScheduler", DPM),
          Map.entry("UniPCMultistepScheduler", DPM),
          Map.entry("DPMSolverSinglestepScheduler", DPM),
          Map.entry("DPMSolverSDEScheduler", DPM),
          Map.entry("SASolverScheduler", DPM),
          Map.entry(EULER, EULER),
          Map.entry("LMSDiscreteScheduler", EULER),
          Map.entry("HeunDiscreteScheduler", EULER),
          Map.entry("KDPM2DiscreteScheduler", EULER),
          Map.entry("IPNDMScheduler", EULER),
          Map.entry(ANCESTRAL, ANCESTRAL),
          Map.entry("KDPM2AncestralDiscreteScheduler", ANCESTRAL),
          Map.entry(DDIM, DDIM),
          Map.entry("DDPMScheduler", DDIM),
          Map.entry("PNDMScheduler", DDIM),
          Map.entry("DDIMParallelScheduler", DDIM),
          Map.entry("DDPMParallelScheduler", DDIM),
          Map.entry("LCMScheduler", DDIM),
          Map.entry("TCDScheduler", DDIM));

  /** Classes that take these betas where their configuration says nothing, and their schedule. */
  private static final Map<String, String> OF_STABLE_DIFFUSION =
      Map.of(
          "HeunDiscreteScheduler", "linear",
          "KDPM2DiscreteScheduler", "linear",
          "KDPM2AncestralDiscreteScheduler", "linear",
          "DPMSolverSDEScheduler", "linear",
          "LCMScheduler", "scaled_linear",
          "TCDScheduler", "scaled_linear");

  /** A class that samples without betas, so that alone it tells nothing of the training. */
  private static final String WITHOUT_BETAS = "IPNDMScheduler";

  /** Sigma schedules of models that are trained by flow matching. */
  private static final List<String> FLOWS = List.of("use_flow_sigmas");

  /**
   * Reads a model's configuration.
   *
   * @throws SchedulerException if it is of a training that is not supported
   */
  public static ModelScheduler of(SchedulerConfig written) {
    SchedulerConfig config = withBetas(written);
    checkTraining(config);
    Optional<String> problem = problem(config);
    if (problem.isEmpty()) {
      return new ModelScheduler(config, Optional.empty(), "");
    }
    return new ModelScheduler(
        config.forTrainingAlone(NEAREST.get(config.className())),
        Optional.of(config.className()),
        problem.get());
  }

  private static SchedulerConfig withBetas(SchedulerConfig config) {
    String schedule = OF_STABLE_DIFFUSION.get(config.className());
    if (schedule != null) {
      return config
          .withDefault("beta_start", 0.00085)
          .withDefault("beta_end", 0.012)
          .withDefault("beta_schedule", schedule);
    }
    if (config.className().equals(WITHOUT_BETAS)
        && config.optionalNumber("beta_start").isEmpty()
        && config.numbers("trained_betas").length == 0) {
      throw SchedulerConfig.wrong(
          "beta_start",
          "is missing, and %s tells nothing of the training's betas; take the configuration of the model that this one was made of"
              .formatted(WITHOUT_BETAS));
    }
    return config;
  }

  private static void checkTraining(SchedulerConfig config) {
    String name = config.className();
    if (!NEAREST.containsKey(name)) {
      throw new SchedulerException(
          "the scheduler '%s' is not supported: it is not known to be of a training with betas; supported: %s"
              .formatted(name, NEAREST.keySet().stream().sorted().toList()));
    }
    for (String field : FLOWS) {
      if (config.flag(field, false)) {
        throw SchedulerConfig.wrong(
            field, "is true: the model is trained by flow matching, which is not supported");
      }
    }
    config.prediction();
    var unused = NoiseSchedule.of(config);
  }

  /** Why the model's own scheduler does not sample here. */
  private static Optional<String> problem(SchedulerConfig config) {
    try {
      Scheduler own = Schedulers.of(config);
      return Schedulers.ignoresZeroSignal(own, config)
          ? Optional.of("it does not know rescale_betas_zero_snr")
          : Optional.empty();
    } catch (SchedulerException e) {
      return Optional.of(e.getMessage());
    }
  }
}
