package zoodip.diffusion.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scheduler that a model comes with. Training needs only its noise and what the model predicts,
 * and those must be supported; where the way of drawing is none of this engine's, another one
 * stands in for it.
 *
 * @param config of the scheduler that draws
 * @param standsInFor the class that the model names, if another one draws in its place
 * @param reason why; empty if none does
 */
public record OwnScheduler(SchedulerConfig config, Optional<String> standsInFor, String reason) {
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

  /** Sigma schedules of models that are trained by flow matching. */
  private static final List<String> FLOWS = List.of("use_flow_sigmas");

  /**
   * Reads a model's configuration.
   *
   * @throws SchedulerException if it is of a training that is not supported
   */
  public static OwnScheduler of(SchedulerConfig config) {
    checkTraining(config);
    Optional<String> problem = problem(config);
    if (problem.isEmpty()) {
      return new OwnScheduler(config, Optional.empty(), "");
    }
    return new OwnScheduler(
        config.forTrainingAlone(NEAREST.get(config.className())),
        Optional.of(config.className()),
        problem.get());
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

  /** Why the model's own scheduler does not draw here. */
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
