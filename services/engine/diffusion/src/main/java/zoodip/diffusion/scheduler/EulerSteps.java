package zoodip.diffusion.scheduler;

import java.util.List;

/** What the Euler schedulers share. */
final class EulerSteps {
  private EulerSteps() {}

  static double[] timesteps(SchedulerConfig config, int trainTimesteps, int steps) {
    Timesteps.checkSteps(steps, trainTimesteps);
    return switch (Timesteps.spacing(config, "linspace")) {
      case "linspace" -> Timesteps.linspace(trainTimesteps - 1, steps);
      case "leading" ->
          Timesteps.leading(trainTimesteps / steps, steps, config.whole("steps_offset", 0));
      default -> Timesteps.trailing(trainTimesteps, (double) trainTimesteps / steps, steps);
    };
  }

  /** From noise level {@code from} straight to {@code to}. */
  static StepRule rule(PredictionType prediction, double from, double to) {
    double change = to - from;
    double power = from * from + 1;
    return switch (prediction) {
      case EPSILON -> StepRule.of(1, change);
      case V_PREDICTION -> StepRule.of(1 + change * from / power, change / Math.sqrt(power));
    };
  }

  /** A plan whose latents grow with sigma, so that the model sees them scaled down. */
  static SamplingPlan plan(
      SchedulerConfig config, List<Double> timesteps, List<Double> sigmas, List<StepRule> rules) {
    double greatest = sigmas.stream().mapToDouble(sigma -> sigma).max().orElseThrow();
    boolean leading = Timesteps.spacing(config, "linspace").equals("leading");
    List<Double> scales =
        sigmas.stream()
            .limit(timesteps.size())
            .map(sigma -> 1 / Math.sqrt(sigma * sigma + 1))
            .toList();
    double first = leading ? Math.sqrt(greatest * greatest + 1) : greatest;
    return new SamplingPlan(timesteps, sigmas, first, scales, rules);
  }
}
