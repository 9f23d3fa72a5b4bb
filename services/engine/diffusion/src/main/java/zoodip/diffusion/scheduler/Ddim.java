package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Denoising diffusion implicit models without added noise: Song et al. (2021), formula 12. */
final class Ddim implements Scheduler {
  private final SchedulerConfig config;
  private final NoiseSchedule noise;
  private final int trainTimesteps;
  private final double finalAlpha;
  private final boolean clipped;

  Ddim(SchedulerConfig config) {
    config.mustBeOff("thresholding");
    this.config = config;
    this.noise = NoiseSchedule.of(config);
    this.trainTimesteps = noise.size();
    this.finalAlpha = config.flag("set_alpha_to_one", true) ? 1 : noise.alphaCumprod(0);
    this.clipped = config.flag("clip_sample", true);
    config.prediction();
    Timesteps.spacing(config, "leading");
  }

  @Override
  public String name() {
    return "ddim";
  }

  @Override
  public SamplingPlan plan(int steps) {
    Timesteps.checkSteps(steps, trainTimesteps);
    List<Double> timesteps = new ArrayList<>();
    List<StepRule> rules = new ArrayList<>();
    for (double timestep : timesteps(steps)) {
      int from = Timesteps.checked(timestep, trainTimesteps);
      int to = from - trainTimesteps / steps;
      timesteps.add(timestep);
      rules.add(rule(noise.alphaCumprod(from), to >= 0 ? noise.alphaCumprod(to) : finalAlpha));
    }
    return new SamplingPlan(
        timesteps, List.of(), 1, Collections.nCopies(timesteps.size(), 1.0), rules);
  }

  private double[] timesteps(int steps) {
    return switch (Timesteps.spacing(config, "leading")) {
      case "linspace" -> Timesteps.rounded(Timesteps.linspace(trainTimesteps - 1, steps));
      case "leading" ->
          Timesteps.leading(trainTimesteps / steps, steps, config.whole("steps_offset", 0));
      default -> Timesteps.trailing(trainTimesteps, (double) trainTimesteps / steps, steps);
    };
  }

  private StepRule rule(double alphaFrom, double alphaTo) {
    Prediction prediction = Prediction.at(alphaFrom, config.prediction());
    double signal = Math.sqrt(alphaTo);
    double deviation = Math.sqrt(1 - alphaTo);
    double ofNoise = deviation * prediction.noiseOfSample();
    double outputOfNoise = deviation * prediction.noiseOfOutput();
    if (clipped) {
      double limit = config.number("clip_sample_range", 1);
      return StepRule.of(ofNoise, outputOfNoise)
          .withClip(
              new StepRule.Clip(
                  prediction.imageOfSample(), prediction.imageOfOutput(), limit, signal));
    }
    return StepRule.of(
        signal * prediction.imageOfSample() + ofNoise,
        signal * prediction.imageOfOutput() + outputOfNoise);
  }
}
