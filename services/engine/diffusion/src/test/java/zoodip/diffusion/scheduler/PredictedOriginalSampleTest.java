package zoodip.diffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictedOriginalSampleTest {
  private static final float[] CLEAN = {0.5f, -1, 0, 2};

  /** A model that sees the same image in everything. */
  @ParameterizedTest
  @CsvSource({
    "ddim, epsilon", "ddim, v_prediction",
    "pndm, epsilon", "pndm, v_prediction",
    "euler, epsilon", "euler, v_prediction",
    "euler_ancestral, epsilon", "euler_ancestral, v_prediction",
    "dpmpp_2m, epsilon", "dpmpp_2m, v_prediction"
  })
  void isTheImageThatTheModelMeans(String scheduler, String prediction) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("timestep_spacing", "leading").put("skip_prk_steps", true);
    fields.put("prediction_type", prediction).put("clip_sample", false);
    SchedulerConfig config = SchedulerConfig.of(fields);
    SamplingPlan plan = Schedulers.named(scheduler, config).plan(9);
    PredictedOriginalSample estimate = PredictedOriginalSample.of(config, plan);
    float[] noise = {1, 0.25f, -2, 0.5f};
    try (Sampler<float[]> sampler = new Sampler<>(plan, new FloatLatents(), noise)) {
      while (!sampler.finished()) {
        double alpha = NoiseSchedule.of(config).alphaCumprod((int) Math.round(sampler.timestep()));
        float[] input = sampler.input();
        float[] output = said(input, alpha, prediction.equals("epsilon"));
        float[] clean = estimate.latents(sampler.calls(), input, output);
        assertArrayEquals(CLEAN, clean, 2e-4f);
        sampler.advance(output, Optional.of(noise));
      }
    }
  }

  /** The noise, or the velocity, of an input that holds the image. */
  private static float[] said(float[] input, double alpha, boolean noise) {
    float[] output = new float[input.length];
    for (int i = 0; i < input.length; i++) {
      double eps = (input[i] - Math.sqrt(alpha) * CLEAN[i]) / Math.sqrt(1 - alpha);
      double velocity = Math.sqrt(alpha) * eps - Math.sqrt(1 - alpha) * CLEAN[i];
      output[i] = (float) (noise ? eps : velocity);
    }
    return output;
  }
}
