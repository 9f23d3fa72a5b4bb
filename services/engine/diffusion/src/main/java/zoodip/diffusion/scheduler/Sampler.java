package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of a plan. For each call: {@link #input()} goes through the model at {@link #timestep()},
 * and {@link #advance} takes what it said.
 *
 * @param <T> latents of one or more images
 */
public final class Sampler<T> implements AutoCloseable {
  private final SamplingPlan plan;
  private final LatentArithmetic<T> arithmetic;
  private final int depth;

  /** The newest first; as many as the rules look back. */
  private final List<T> samples = new ArrayList<>();

  private final List<T> outputs = new ArrayList<>();
  private int call;

  /**
   * Starts a run.
   *
   * @param noise standard normal noise of the latents' shape; stays the caller's
   */
  public Sampler(SamplingPlan plan, LatentArithmetic<T> arithmetic, T noise) {
    this.plan = plan;
    this.arithmetic = arithmetic;
    this.depth = plan.rules().stream().mapToInt(StepRule::depth).max().orElse(1);
    samples.add(arithmetic.weighted(List.of(noise), List.of(plan.initNoiseSigma())));
  }

  /** Whether all calls are made. */
  public boolean finished() {
    return call == plan.calls();
  }

  /** Calls made so far. */
  public int calls() {
    return call;
  }

  /** What the model is told at this call. */
  public double timestep() {
    return plan.timesteps().get(call);
  }

  /** What the model sees at this call: a new value, the caller's. */
  public T input() {
    return arithmetic.weighted(List.of(sample()), List.of(plan.inputScales().get(call)));
  }

  /** The latents so far; they stay the sampler's. */
  public T sample() {
    return samples.get(0);
  }

  /** Whether this call's step wants fresh noise. */
  public boolean needsNoise() {
    return plan.rules().get(call).noise() != 0;
  }

  /**
   * Takes the step of this call.
   *
   * @param output what the model said, guidance applied; the sampler's from now on
   * @param noise fresh standard normal noise if {@link #needsNoise()}; stays the caller's
   */
  public void advance(T output, Optional<T> noise) {
    StepRule rule = plan.rules().get(call);
    outputs.add(0, output);
    List<T> parts = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    collect(samples, rule.samples(), parts, weights);
    collect(outputs, rule.outputs(), parts, weights);
    if (rule.noise() != 0) {
      parts.add(noise.orElseThrow(() -> new IllegalArgumentException("this step needs noise")));
      weights.add(rule.noise());
    }
    Optional<T> clipped = rule.clip().map(clip -> clipped(clip, output));
    clipped.ifPresent(parts::add);
    rule.clip().ifPresent(clip -> weights.add(clip.weight()));
    samples.add(0, arithmetic.weighted(parts, weights));
    clipped.ifPresent(arithmetic::release);
    call++;
    forget(samples, depth);
    forget(outputs, depth - 1);
  }

  /** Releases all values that the run still holds. */
  @Override
  public void close() {
    forget(samples, 0);
    forget(outputs, 0);
  }

  private T clipped(StepRule.Clip clip, T output) {
    T image = arithmetic.weighted(List.of(sample(), output), List.of(clip.sample(), clip.output()));
    T clamped = arithmetic.clamped(image, clip.limit());
    arithmetic.release(image);
    return clamped;
  }

  private static <T> void collect(
      List<T> values, List<Double> from, List<T> parts, List<Double> weights) {
    for (int back = 0; back < from.size(); back++) {
      if (from.get(back) != 0) {
        parts.add(values.get(back));
        weights.add(from.get(back));
      }
    }
  }

  private void forget(List<T> values, int kept) {
    while (values.size() > kept) {
      arithmetic.release(values.remove(values.size() - 1));
    }
  }
}
