package zoodip.diffusion.scheduler;

import java.util.List;
import java.util.Optional;

/**
 * How the next latents come from what there is after a call of the model:
 *
 * <pre>next = sum_j samples[j] x[k-j] + sum_j outputs[j] m[k-j] + noise n[k]
 *        + clip.weight clamp(clip.sample x[k] + clip.output m[k], -limit, limit)</pre>
 *
 * where x are the latents before call k and m is what the model said in it.
 *
 * @param samples weights of the latents, this call's first
 * @param outputs weights of the model's outputs, this call's first
 * @param noise weight of fresh standard normal noise; 0 where none is wanted
 * @param clip the predicted image where the configuration clips it
 */
public record StepRule(
    List<Double> samples, List<Double> outputs, double noise, Optional<Clip> clip) {

  /**
   * A predicted image that is clipped to +-limit.
   *
   * @param sample weight of the latents in the prediction
   * @param output weight of the model's output in it
   * @param weight of the clipped prediction in the next latents
   */
  public record Clip(double sample, double output, double limit, double weight) {}

  public StepRule {
    samples = List.copyOf(samples);
    outputs = List.copyOf(outputs);
  }

  /** A rule of this call's latents and output alone. */
  static StepRule of(double sample, double output) {
    return new StepRule(List.of(sample), List.of(output), 0, Optional.empty());
  }

  StepRule withNoise(double weight) {
    return new StepRule(samples, outputs, weight, clip);
  }

  StepRule withClip(Clip clipped) {
    return new StepRule(samples, outputs, noise, Optional.of(clipped));
  }

  /** How many calls back the rule looks, this one included. */
  int depth() {
    return Math.max(samples.size(), outputs.size());
  }
}
