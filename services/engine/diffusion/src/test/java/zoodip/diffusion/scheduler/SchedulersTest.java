package zoodip.diffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulersTest {
  @Test
  void knowsShortNamesAndClassesOfDiffusers() {
    for (String name : Schedulers.NAMES) {
      assertEquals(name, Schedulers.named(name, config()).name());
    }
    assertEquals("ddim", Schedulers.named("DDPMScheduler", config()).name());
    assertRefused("'heun' is not supported", () -> Schedulers.named("heun", config()));
    assertRefused("supported: [ddim, pndm", () -> Schedulers.of(config()));
  }

  @Test
  void namesTheFieldThatItCannotFollow() {
    refused("ddim", fields().put("thresholding", true), "thresholding is true");
    refused("ddim", fields().put("prediction_type", "flow"), "prediction_type is 'flow'");
    refused("ddim", fields().put("beta_schedule", "sigmoid"), "beta_schedule is 'sigmoid'");
    refused("ddim", fields().put("beta_start", "low"), "beta_start is not a number");
    refused("ddim", fields().put("clip_sample", "no"), "clip_sample is neither");
    refused("euler", fields().put("timestep_spacing", "wide"), "timestep_spacing is 'wide'");
    refused("euler", fields().put("use_beta_sigmas", true), "use_beta_sigmas is true");
    refused("dpmpp_2m", fields().put("solver_order", 3), "solver_order is 3");
    refused("dpmpp_2m", fields().put("algorithm_type", "sde-dpmsolver++"), "algorithm_type");
    refused("pndm", fields().put("num_train_timesteps", 1), "num_train_timesteps is 1");
  }

  @Test
  void takesTheVarianceThatOtherSchedulersName() {
    SchedulerConfig config = SchedulerConfig.of(fields().put("variance_type", "fixed_small"));
    assertEquals(5, Schedulers.named("dpmpp_2m", config).plan(5).calls());
    refused("dpmpp_2m", fields().put("variance_type", "learned"), "variance_type is 'learned'");
  }

  @Test
  void refusesStepsThatTheTrainingDoesNotHave() {
    for (String name : Schedulers.NAMES) {
      Scheduler scheduler = Schedulers.named(name, config());
      assertRefused("steps", () -> scheduler.plan(0));
      assertRefused("1..1000", () -> scheduler.plan(1001));
    }
    ObjectNode offset = fields().put("steps_offset", 1);
    Scheduler ddim = Schedulers.named("ddim", SchedulerConfig.of(offset));
    assertRefused("timestep 1000 of a training with 1000", () -> ddim.plan(1000));
  }

  @Test
  void refusesAStartFromNoiseAloneWhereItIsUndefined() {
    ObjectNode fields = fields().put("rescale_betas_zero_snr", true);
    fields.put("timestep_spacing", "trailing");
    Scheduler ddim = Schedulers.named("ddim", SchedulerConfig.of(fields));
    assertRefused("prediction_type must be v_prediction", () -> ddim.plan(10));
  }

  @Test
  void stableDiffusionOverridesOldFiles() {
    SchedulerConfig old = SchedulerConfig.of(fields().put("steps_offset", 0));
    SamplingPlan plan = Schedulers.named("ddim", old.forStableDiffusion()).plan(10);
    assertEquals(901, plan.timesteps().get(0));
    assertTrue(plan.rules().stream().allMatch(rule -> rule.clip().isEmpty()));
    assertEquals(900, Schedulers.named("ddim", old).plan(10).timesteps().get(0));
  }

  @Test
  void onlyAncestralSamplingWantsNoise() {
    for (String name : Schedulers.NAMES) {
      assertEquals(
          name.equals("euler_ancestral"), Schedulers.named(name, config()).plan(6).needsNoise());
    }
  }

  @Test
  void readsTheInfinityThatPythonWrites(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("scheduler_config.json");
    Files.writeString(
        file,
        """
        {"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity}
        """);
    assertEquals("dpmpp_2m", Schedulers.of(SchedulerConfig.read(file)).name());
    assertEquals(999, Schedulers.of(SchedulerConfig.read(file)).plan(5).timesteps().get(0));
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused("no-such-file", () -> SchedulerConfig.read(Path.of("no-such-file")));
  }

  @Test
  void theSamplerReleasesEveryValueOnce() {
    for (String name : Schedulers.NAMES) {
      Counting space = new Counting();
      SamplingPlan plan = Schedulers.named(name, config()).plan(7);
      try (Sampler<List<Double>> sampler = new Sampler<>(plan, space, List.of(1.0))) {
        while (!sampler.finished()) {
          space.release(sampler.input());
          sampler.advance(space.made(List.of(0.5)), Optional.of(List.of(0.25)));
        }
        assertFalse(space.living.isEmpty());
      }
      assertTrue(space.living.isEmpty(), name);
    }
  }

  /** Latents that know who is alive. */
  private static final class Counting implements LatentArithmetic<List<Double>> {
    private final List<List<Double>> living = new ArrayList<>();

    @Override
    public List<Double> weighted(List<List<Double>> parts, List<Double> weights) {
      double sum = 0;
      for (int i = 0; i < parts.size(); i++) {
        sum += weights.get(i) * parts.get(i).get(0);
      }
      return made(List.of(sum));
    }

    @Override
    public List<Double> clamped(List<Double> value, double limit) {
      return made(List.of(Math.max(-limit, Math.min(limit, value.get(0)))));
    }

    @Override
    public void release(List<Double> value) {
      assertTrue(living.removeIf(alive -> alive == value), "released twice or never made");
    }

    List<Double> made(List<Double> value) {
      List<Double> unique = new ArrayList<>(value);
      living.add(unique);
      return unique;
    }
  }

  private static ObjectNode fields() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static SchedulerConfig config() {
    return SchedulerConfig.of(fields());
  }

  private static void refused(String name, ObjectNode fields, String problem) {
    assertRefused(problem, () -> Schedulers.named(name, SchedulerConfig.of(fields)));
  }

  private static void assertRefused(String problem, Runnable action) {
    String message = assertThrows(SchedulerException.class, action::run).getMessage();
    assertTrue(message.contains(problem), message);
  }
}
