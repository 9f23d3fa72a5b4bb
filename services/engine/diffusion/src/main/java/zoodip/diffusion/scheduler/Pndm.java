package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pseudo numerical methods for diffusion models: Liu et al. (2022). Linear multistep with a second
 * call at the first step or, if the configuration keeps them, Runge-Kutta steps to begin with. As
 * in diffusers it takes the training's noise as it was before any rescaling to zero terminal
 * signal, from where formula 9 could not start.
 */
final class Pndm implements Scheduler {
  /** Adams-Bashforth weights for 1 to 4 outputs, the newest first. */
  private static final double[][] MULTISTEP = {
    {1},
    {3 / 2.0, -1 / 2.0},
    {23 / 12.0, -16 / 12.0, 5 / 12.0},
    {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
  };

  /** Weights of the four calls of a Runge-Kutta step at its last call, the newest first. */
  private static final double[] RUNGE_KUTTA = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};

  private static final int RUNGE_KUTTA_STEPS = 3;

  private final SchedulerConfig config;
  private final NoiseSchedule noise;
  private final int trainTimesteps;
  private final boolean rungeKuttaFirst;
  private final double finalAlpha;

  Pndm(SchedulerConfig config) {
    this.config = config;
    this.noise = NoiseSchedule.unscaled(config);
    this.trainTimesteps = noise.size();
    this.rungeKuttaFirst = !config.flag("skip_prk_steps", false);
    this.finalAlpha = config.flag("set_alpha_to_one", false) ? 1 : noise.alphaCumprod(0);
    config.prediction();
    Timesteps.spacing(config, "leading");
  }

  @Override
  public String name() {
    return "pndm";
  }

  @Override
  public SamplingPlan plan(int steps) {
    int fewest = rungeKuttaFirst ? RUNGE_KUTTA_STEPS + 1 : 1;
    if (steps < fewest) {
      throw new SchedulerException(
          "PNDM of this configuration needs at least %d steps, not %d".formatted(fewest, steps));
    }
    Timesteps.checkSteps(steps, trainTimesteps);
    Calls calls = new Calls(trainTimesteps / steps, spaced(steps));
    List<StepRule> rules = new ArrayList<>();
    for (int call = 0; call < calls.timesteps.size(); call++) {
      boolean warmUp = rungeKuttaFirst && call < 4 * RUNGE_KUTTA_STEPS;
      rules.add(warmUp ? calls.rungeKutta(call) : calls.multistep(call));
    }
    return new SamplingPlan(
        calls.timesteps, List.of(), 1, Collections.nCopies(rules.size(), 1.0), rules);
  }

  private double[] spaced(int steps) {
    return switch (Timesteps.spacing(config, "leading")) {
      case "linspace" -> Timesteps.rounded(Timesteps.linspace(trainTimesteps - 1, steps));
      case "leading" ->
          Timesteps.leading(trainTimesteps / steps, steps, config.whole("steps_offset", 0));
      default -> Timesteps.trailing(trainTimesteps, (double) trainTimesteps / steps, steps);
    };
  }

  /** The calls of one plan and which of their outputs the multistep remembers. */
  private final class Calls {
    private final int ratio;
    private final List<Double> timesteps = new ArrayList<>();
    private final List<Integer> remembered = new ArrayList<>();

    Calls(int ratio, double[] spaced) {
      this.ratio = ratio;
      for (int i = 0; i < spaced.length; i++) {
        if (rungeKuttaFirst && i < RUNGE_KUTTA_STEPS) {
          double middle = spaced[i + 1] + half();
          timesteps.addAll(List.of(spaced[i], middle, middle, spaced[i + 1]));
        } else {
          timesteps.addAll(Collections.nCopies(!rungeKuttaFirst && i == 1 ? 2 : 1, spaced[i]));
        }
      }
    }

    StepRule rungeKutta(int call) {
      int stage = call % 4;
      if (stage == 0) {
        remembered.add(call);
      }
      double[] outputs = stage == 3 ? RUNGE_KUTTA : new double[] {1};
      double to = timesteps.get(call) - (call % 2 == 0 ? half() : 0);
      return rule(timesteps.get(call - stage), to, new StepRuleBuilder().outputs(outputs), stage);
    }

    /** The second call repeats the first step, with the mean of both outputs. */
    StepRule multistep(int call) {
      double timestep = timesteps.get(call);
      if (call == 1) {
        StepRuleBuilder mean = new StepRuleBuilder().output(0, 0.5).output(1, 0.5);
        return rule(timestep + ratio, timestep, mean, 1);
      }
      remembered.add(call);
      int order = Math.min(MULTISTEP.length, remembered.size());
      StepRuleBuilder outputs = new StepRuleBuilder();
      for (int i = 0; i < order; i++) {
        int back = call - remembered.get(remembered.size() - 1 - i);
        outputs.output(back, MULTISTEP[order - 1][i]);
      }
      return rule(timestep, timestep - ratio, outputs, 0);
    }

    private int half() {
      return ratio / 2;
    }
  }

  /**
   * Formula 9: from one timestep to another.
   *
   * @param outputs the estimate, as weights of the model's outputs
   * @param back how many calls ago the latents were seen that the step starts from
   */
  private StepRule rule(double from, double to, StepRuleBuilder outputs, int back) {
    double alphaFrom = noise.alphaCumprod(Timesteps.checked(from, trainTimesteps));
    double alphaTo =
        to >= 0 ? noise.alphaCumprod(Timesteps.checked(to, trainTimesteps)) : finalAlpha;
    double denominator =
        alphaFrom * Math.sqrt(1 - alphaTo) + Math.sqrt(alphaFrom * (1 - alphaFrom) * alphaTo);
    double change = (alphaFrom - alphaTo) / denominator;
    Prediction prediction = Prediction.at(alphaFrom, config.prediction());
    double kept = Math.sqrt(alphaTo / alphaFrom) + change * prediction.noiseOfSample();
    return outputs.scaled(change * prediction.noiseOfOutput()).sample(back, kept).rule();
  }
}
