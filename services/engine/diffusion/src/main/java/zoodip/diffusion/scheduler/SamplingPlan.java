package zoodip.diffusion.scheduler;

import java.util.List;

/**
 * Everything about a sampling run that does not depend on the image.
 *
 * @param timesteps what the model is told at each call, from noisy to clean
 * @param sigmas noise over signal at each call and at the end; empty for schedulers without them
 * @param initNoiseSigma the first latents are noise times this
 * @param inputScales what the latents are multiplied with before each call
 * @param rules how the latents change after each call
 */
public record SamplingPlan(
    List<Double> timesteps,
    List<Double> sigmas,
    double initNoiseSigma,
    List<Double> inputScales,
    List<StepRule> rules) {

  public SamplingPlan {
    timesteps = List.copyOf(timesteps);
    sigmas = List.copyOf(sigmas);
    inputScales = List.copyOf(inputScales);
    rules = List.copyOf(rules);
    if (inputScales.size() != timesteps.size() || rules.size() != timesteps.size()) {
      throw new IllegalArgumentException("a plan has one input scale and one rule a timestep");
    }
  }

  /** Calls of the model; PNDM makes one more than it was asked for. */
  public int calls() {
    return timesteps.size();
  }

  /** Whether some step wants fresh noise. */
  public boolean needsNoise() {
    return rules.stream().anyMatch(rule -> rule.noise() != 0);
  }
}
