package zoodip.diffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.goldens.Golden;

class SchedulerGoldenTest {
  @ParameterizedTest
  @CsvSource({
    "sd15, ddim",
    "sd15, pndm",
    "sd15, euler",
    "sd15, euler_ancestral",
    "sd15, dpmpp_2m",
    "sd21, ddim",
    "sd21, pndm",
    "sd21, euler",
    "sd21, euler_ancestral",
    "sd21, dpmpp_2m",
    "sdxl, ddim",
    "sdxl, pndm",
    "sdxl, euler",
    "sdxl, euler_ancestral",
    "sdxl, dpmpp_2m"
  })
  void goesTheWayOfDiffusers(String family, String name) {
    Golden golden = Golden.of(family);
    SchedulerConfig config = SchedulerConfig.of(golden.spec().path("schedulers").path(name));
    SamplingPlan plan = Schedulers.named(name, config).plan(8);
    String prefix = "scheduler." + name + ".";
    assertNear(golden, prefix + "timesteps", array(plan.timesteps()));
    assertNear(golden, prefix + "init_noise_sigma", new double[] {plan.initNoiseSigma()});
    if (golden.has(prefix + "sigmas")) {
      assertNear(golden, prefix + "sigmas", array(plan.sigmas()));
    }
    float[] noise = golden.floats(prefix + "noise");
    try (Sampler<float[]> sampler = new Sampler<>(plan, new FloatLatents(), noise)) {
      assertNear(golden, prefix + "sample.0", array(sampler.sample()));
      for (int k = 0; !sampler.finished(); k++) {
        if (golden.has(prefix + "scaled_input." + k)) {
          assertNear(golden, prefix + "scaled_input." + k, array(sampler.input()));
        }
        Optional<float[]> fresh =
            sampler.needsNoise()
                ? Optional.of(golden.floats(prefix + "step_noise." + k))
                : Optional.empty();
        sampler.advance(golden.floats(prefix + "model_output." + k), fresh);
        assertNear(golden, prefix + "sample." + (k + 1), array(sampler.sample()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd15", "sd21", "sdxl"})
  void theModelsOwnSchedulerIsTheOneItsFolderNames(String family) {
    SchedulerConfig config =
        SchedulerConfig.read(Golden.folder(family).resolve("scheduler/scheduler_config.json"));
    List<String> expected =
        switch (family) {
          case "sd15" -> List.of("pndm", "EPSILON");
          case "sd21" -> List.of("ddim", "V_PREDICTION");
          default -> List.of("euler", "EPSILON");
        };
    assertEquals(expected, List.of(Schedulers.of(config).name(), config.prediction().toString()));
  }

  private static void assertNear(Golden golden, String entry, double[] actual) {
    assertArrayEquals(golden.numbers(entry), actual, golden.tolerance(entry), entry);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  private static double[] array(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
