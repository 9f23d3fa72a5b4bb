package zoodip.diffusion.scheduler;

import java.util.List;

/** The schedulers by name. */
public final class Schedulers {
  /** The names that requests may use. */
  public static final List<String> NAMES =
      List.of("ddim", "pndm", "euler", "euler_ancestral", "dpmpp_2m");

  private Schedulers() {}

  /**
   * The scheduler that the configuration names by its diffusers class.
   *
   * @throws SchedulerException if the class or a field's value is not supported
   */
  public static Scheduler of(SchedulerConfig config) {
    return named(config.className(), config);
  }

  /**
   * A scheduler with the fields of another one's configuration, as diffusers' {@code from_config}
   * makes it.
   *
   * @param name one of {@link #NAMES} or a class of diffusers; DDPMScheduler, which only names the
   *     training, stands for DDIM
   * @throws SchedulerException if the name or a field's value is not supported
   */
  public static Scheduler named(String name, SchedulerConfig config) {
    return switch (name) {
      case "ddim", "DDIMScheduler", "DDPMScheduler" -> new Ddim(config);
      case "pndm", "PNDMScheduler" -> new Pndm(config);
      case "euler", "EulerDiscreteScheduler" -> new Euler(config);
      case "euler_ancestral", "EulerAncestralDiscreteScheduler" -> new EulerAncestral(config);
      case "dpmpp_2m", "DPMSolverMultistepScheduler" -> new DpmSolver(config);
      default ->
          throw new SchedulerException(
              "the scheduler '%s' is not supported; supported: %s".formatted(name, NAMES));
    };
  }

  /**
   * A scheduler for generating with a model.
   *
   * @param name as {@link #named} takes it
   * @throws SchedulerException likewise, and for a scheduler that cannot begin with noise alone
   *     where the model's training ends in it
   */
  public static Scheduler forGeneration(String name, SchedulerConfig config) {
    Scheduler scheduler = named(name, config);
    if (ignoresZeroSignal(scheduler, config)) {
      throw new SchedulerException(
          "the scheduler '%s' cannot draw with this model, whose noise ends without any signal (rescale_betas_zero_snr); take one of %s"
              .formatted(
                  scheduler.name(),
                  NAMES.stream().filter(other -> !other.equals(scheduler.name())).toList()));
    }
    return scheduler;
  }

  static boolean ignoresZeroSignal(Scheduler scheduler, SchedulerConfig config) {
    return scheduler instanceof Pndm
        && config.prediction() == PredictionType.V_PREDICTION
        && config.endsInNoiseAlone();
  }
}
