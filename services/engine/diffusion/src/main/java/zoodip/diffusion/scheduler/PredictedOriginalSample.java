package zoodip.diffusion.scheduler;

import java.util.ArrayList;
import java.util.List;

/**
 * The clean latents that a call of the model points at: what would be left if all noise were as it
 * says (Song et al. 2021, formula 9). Blurred at first, ever closer to the end.
 */
public final class PredictedOriginalSample {
  private final List<Prediction> predictions;

  private PredictedOriginalSample(List<Prediction> predictions) {
    this.predictions = predictions;
  }

  /** For the calls of a plan that a scheduler of this configuration made. */
  public static PredictedOriginalSample of(SchedulerConfig config, SamplingPlan plan) {
    NoiseSchedule noise = NoiseSchedule.of(config);
    List<Prediction> predictions = new ArrayList<>();
    for (int call = 0; call < plan.calls(); call++) {
      predictions.add(Prediction.at(alpha(noise, plan, call), config.prediction()));
    }
    return new PredictedOriginalSample(predictions);
  }

  /** The share of the image's power in what the model sees. */
  private static double alpha(NoiseSchedule noise, SamplingPlan plan, int call) {
    if (plan.sigmas().isEmpty()) {
      return noise.alphaCumprod((int) Math.round(plan.timesteps().get(call)));
    }
    double sigma = plan.sigmas().get(call);
    return 1 / (sigma * sigma + 1);
  }

  /**
   * The estimate after a call.
   *
   * @param call counted from 0
   * @param input what the model saw
   * @param output what it said, guidance applied
   */
  public float[] latents(int call, float[] input, float[] output) {
    Prediction prediction = predictions.get(call);
    return new FloatLatents()
        .weighted(
            List.of(input, output),
            List.of(prediction.imageOfSample(), prediction.imageOfOutput()));
  }
}
