package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** DPM-Solver++ of first and second order, multistep: Lu et al. (2023), algorithm 2. */
final class DpmSolver implements Scheduler {
  private static final int FEW_STEPS = 15;

  /** What other schedulers' configurations say; all mean that the model does not predict it. */
  private static final List<String> FIXED_VARIANCES =
      List.of("fixed", "fixed_small", "fixed_small_log", "fixed_large", "fixed_large_log");

  private final SchedulerConfig config;
  private final NoiseSchedule noise;
  private final Sigmas sigmas;
  private final int order;
  private final boolean heun;
  private final String finalSigma;

  DpmSolver(SchedulerConfig config) {
    for (String field : List.of("thresholding", "use_beta_sigmas", "use_flow_sigmas")) {
      config.mustBeOff(field);
    }
    config.choice("algorithm_type", "dpmsolver++", List.of("dpmsolver++", "deis"));
    config.choice("variance_type", "fixed", FIXED_VARIANCES);
    this.config = config;
    this.noise = NoiseSchedule.of(config);
    this.sigmas = new Sigmas(noise);
    this.order = config.whole("solver_order", 2);
    if (order != 1 && order != 2) {
      throw SchedulerConfig.wrong("solver_order", "is " + order + "; supported: 1 and 2");
    }
    List<String> solvers = List.of("midpoint", "heun", "logrho", "bh1", "bh2");
    this.heun = config.choice("solver_type", "midpoint", solvers).equals("heun");
    this.finalSigma = config.choice("final_sigmas_type", "zero", List.of("zero", "sigma_min"));
    config.prediction();
    Timesteps.spacing(config, "linspace");
  }

  @Override
  public String name() {
    return "dpmpp_2m";
  }

  @Override
  public SamplingPlan plan(int steps) {
    Timesteps.checkSteps(steps, noise.size());
    double[] timesteps = timesteps(steps);
    double[] levels = levels(timesteps);
    List<Double> closed = sigmas.closed(levels, finalSigma);
    List<StepRule> rules = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      boolean first = order == 1 || k == 0 || (k == steps - 1 && lowerOrderAtTheEnd(steps));
      rules.add(first ? firstOrder(closed, k) : secondOrder(closed, k));
    }
    List<Double> told = Arrays.stream(timesteps(timesteps, levels)).boxed().toList();
    return new SamplingPlan(told, closed, 1, Collections.nCopies(steps, 1.0), rules);
  }

  private boolean lowerOrderAtTheEnd(int steps) {
    return config.flag("euler_at_final", false)
        || (config.flag("lower_order_final", true) && steps < FEW_STEPS)
        || finalSigma.equals("zero");
  }

  private double[] timesteps(int steps) {
    int last = lastTimestep();
    return switch (Timesteps.spacing(config, "linspace")) {
      case "linspace" ->
          Arrays.copyOf(Timesteps.rounded(Timesteps.linspace(last - 1, steps + 1)), steps);
      case "leading" -> {
        int offset = config.whole("steps_offset", 0);
        yield Arrays.copyOf(Timesteps.leading(last / (steps + 1), steps + 1, offset), steps);
      }
      default -> Timesteps.trailing(last, (double) noise.size() / steps, steps);
    };
  }

  /** Timesteps whose log signal-to-noise ratio is too small are left out. */
  private int lastTimestep() {
    double least = config.number("lambda_min_clipped", Double.NEGATIVE_INFINITY);
    double[] trained = noise.sigmas();
    int last = trained.length;
    while (last > 0 && -Math.log(trained[last - 1]) < least) {
      last--;
    }
    return last;
  }

  private double[] levels(double[] timesteps) {
    int steps = timesteps.length;
    if (config.flag("use_karras_sigmas", false)) {
      return Sigmas.karras(sigmas.greatest(), sigmas.least(), steps);
    }
    boolean exponential =
        config.flag("use_exponential_sigmas", false) || config.flag("use_lu_lambdas", false);
    return exponential
        ? Sigmas.exponential(sigmas.greatest(), sigmas.least(), steps)
        : sigmas.at(timesteps);
  }

  /** Sigmas that were chosen by themselves have timesteps between the trained ones. */
  private double[] timesteps(double[] spaced, double[] levels) {
    boolean karras = config.flag("use_karras_sigmas", false);
    boolean lu = config.flag("use_lu_lambdas", false) && !karras;
    if (!karras && !lu && !config.flag("use_exponential_sigmas", false)) {
      return spaced;
    }
    boolean cosine = config.text("beta_schedule", "linear").equals("squaredcos_cap_v2");
    double[] between = sigmas.timesteps(levels);
    double[] whole = (karras || lu) && !cosine ? Timesteps.rounded(between) : between;
    return Arrays.stream(whole).map(Math::floor).toArray();
  }

  private StepRule firstOrder(List<Double> sigma, int k) {
    return new StepRuleBuilder()
        .sample(0, kept(sigma, k))
        .plus(image(sigma.get(k), 0, gain(sigma, k)))
        .rule();
  }

  private StepRule secondOrder(List<Double> sigma, int k) {
    double step = Math.log(sigma.get(k) / sigma.get(k + 1));
    double stepBefore = Math.log(sigma.get(k - 1) / sigma.get(k));
    double gain = gain(sigma, k);
    double alpha = signal(sigma.get(k + 1));
    double correction = heun ? alpha - gain / step : gain / 2;
    double extrapolation = correction * step / stepBefore;
    return new StepRuleBuilder()
        .sample(0, kept(sigma, k))
        .plus(image(sigma.get(k), 0, gain + extrapolation))
        .plus(image(sigma.get(k - 1), 1, -extrapolation))
        .rule();
  }

  /** The image predicted {@code back} calls ago, at noise level {@code sigma}, times a weight. */
  private StepRuleBuilder image(double sigma, int back, double weight) {
    Prediction prediction = Prediction.at(1 / (sigma * sigma + 1), config.prediction());
    return new StepRuleBuilder()
        .sample(back, weight * prediction.imageOfSample())
        .output(back, weight * prediction.imageOfOutput());
  }

  private static double kept(List<Double> sigma, int k) {
    double from = sigma.get(k);
    double to = sigma.get(k + 1);
    return to * signal(to) / (from * signal(from));
  }

  private static double gain(List<Double> sigma, int k) {
    return signal(sigma.get(k + 1)) * (1 - sigma.get(k + 1) / sigma.get(k));
  }

  private static double signal(double sigma) {
    return 1 / Math.sqrt(sigma * sigma + 1);
  }
}
