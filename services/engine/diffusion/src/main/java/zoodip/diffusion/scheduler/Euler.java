package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.List;

/** Euler steps along the probability flow: Karras et al. (2022), algorithm 2 without churn. */
final class Euler implements Scheduler {
  private final SchedulerConfig config;
  private final NoiseSchedule noise;
  private final Sigmas sigmas;
  private final String finalSigma;

  Euler(SchedulerConfig config) {
    config.mustBeOff("use_beta_sigmas");
    this.config = config;
    this.noise = NoiseSchedule.of(config);
    this.sigmas = new Sigmas(noise);
    this.finalSigma = config.choice("final_sigmas_type", "zero", List.of("zero", "sigma_min"));
    config.choice("interpolation_type", "linear", List.of("linear", "log_linear"));
    config.choice("timestep_type", "discrete", List.of("discrete", "continuous"));
    config.prediction();
    Timesteps.spacing(config, "linspace");
  }

  @Override
  public String name() {
    return "euler";
  }

  @Override
  public SamplingPlan plan(int steps) {
    double[] timesteps = EulerSteps.timesteps(config, noise.size(), steps);
    double[] levels = levels(timesteps);
    double greatest = config.number("sigma_max", levels[0]);
    double least = config.number("sigma_min", levels[levels.length - 1]);
    if (config.flag("use_karras_sigmas", false)) {
      levels = Sigmas.karras(greatest, least, steps);
      timesteps = sigmas.timesteps(levels);
    } else if (config.flag("use_exponential_sigmas", false)) {
      levels = Sigmas.exponential(greatest, least, steps);
      timesteps = sigmas.timesteps(levels);
    }
    List<Double> closed = sigmas.closed(levels, finalSigma);
    List<StepRule> rules = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      rules.add(EulerSteps.rule(config.prediction(), closed.get(k), closed.get(k + 1)));
    }
    return EulerSteps.plan(config, told(timesteps, closed), closed, rules);
  }

  private double[] levels(double[] timesteps) {
    boolean logarithmic = config.text("interpolation_type", "linear").equals("log_linear");
    return logarithmic
        ? Sigmas.exponential(sigmas.greatest(), sigmas.least(), timesteps.length + 1)
        : sigmas.at(timesteps);
  }

  /** What the model is told: the timesteps or, for continuous ones, a quarter of log(sigma). */
  private List<Double> told(double[] timesteps, List<Double> closed) {
    boolean continuous =
        config.text("timestep_type", "discrete").equals("continuous")
            && config.prediction() == PredictionType.V_PREDICTION;
    List<Double> told = new ArrayList<>();
    for (int k = 0; k < timesteps.length; k++) {
      told.add((double) (float) (continuous ? 0.25 * Math.log(closed.get(k)) : timesteps[k]));
    }
    return told;
  }
}
