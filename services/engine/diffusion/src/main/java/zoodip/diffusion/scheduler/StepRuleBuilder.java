package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The weights of a rule while they are being added up. */
final class StepRuleBuilder {
  private final List<Double> samples = new ArrayList<>();
  private final List<Double> outputs = new ArrayList<>();

  /** Adds a share of the latents of {@code back} calls ago. */
  StepRuleBuilder sample(int back, double weight) {
    add(samples, back, weight);
    return this;
  }

  /** Adds a share of the model's output of {@code back} calls ago. */
  StepRuleBuilder output(int back, double weight) {
    add(outputs, back, weight);
    return this;
  }

  /** Adds shares of this call's output and those before it. */
  StepRuleBuilder outputs(double[] weights) {
    for (int back = 0; back < weights.length; back++) {
      output(back, weights[back]);
    }
    return this;
  }

  /** Adds what others have collected. */
  StepRuleBuilder plus(StepRuleBuilder other) {
    for (int back = 0; back < other.samples.size(); back++) {
      sample(back, other.samples.get(back));
    }
    for (int back = 0; back < other.outputs.size(); back++) {
      output(back, other.outputs.get(back));
    }
    return this;
  }

  /** Multiplies everything so far. */
  StepRuleBuilder scaled(double factor) {
    samples.replaceAll(weight -> weight * factor);
    outputs.replaceAll(weight -> weight * factor);
    return this;
  }

  StepRule rule() {
    return new StepRule(samples, outputs, 0, Optional.empty());
  }

  private static void add(List<Double> weights, int back, double weight) {
    weights.addAll(Collections.nCopies(Math.max(0, back + 1 - weights.size()), 0.0));
    weights.set(back, weights.get(back) + weight);
  }
}
