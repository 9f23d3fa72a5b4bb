package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Euler steps that go a little too far and add fresh noise: ancestral sampling. */
final class EulerAncestral implements Scheduler {
  private final SchedulerConfig config;
  private final NoiseSchedule noise;

  EulerAncestral(SchedulerConfig config) {
    this.config = config;
    this.noise = NoiseSchedule.of(config);
    config.prediction();
    Timesteps.spacing(config, "linspace");
  }

  @Override
  public String name() {
    return "euler_ancestral";
  }

  @Override
  public SamplingPlan plan(int steps) {
    double[] timesteps = EulerSteps.timesteps(config, noise.size(), steps);
    Sigmas sigmas = new Sigmas(noise);
    List<Double> closed = sigmas.closed(sigmas.at(timesteps), "zero");
    List<StepRule> rules = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      rules.add(rule(closed.get(k), closed.get(k + 1)));
    }
    List<Double> told = Arrays.stream(timesteps).mapToObj(t -> (double) (float) t).toList();
    return EulerSteps.plan(config, told, closed, rules);
  }

  private StepRule rule(double from, double to) {
    double up = to * Math.sqrt(from * from - to * to) / from;
    double down = Math.sqrt(to * to - up * up);
    return EulerSteps.rule(config.prediction(), from, down).withNoise(up);
  }
}
