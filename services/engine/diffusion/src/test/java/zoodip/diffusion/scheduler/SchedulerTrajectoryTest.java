package zoodip.diffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerTrajectoryTest {
  static List<JsonNode> trajectories() throws IOException {
    try (InputStream file =
        SchedulerTrajectoryTest.class.getResourceAsStream("trajectories.json")) {
      JsonNode cases = JsonMapper.builder().build().readTree(file);
      return StreamSupport.stream(cases.spliterator(), false).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void goesTheWayOfDiffusers(JsonNode expected) {
    Scheduler scheduler = Schedulers.of(SchedulerConfig.of(expected.path("config")));
    SamplingPlan plan = scheduler.plan(expected.path("steps").intValue());
    assertNear(expected.path("timesteps"), plan.timesteps(), 1e-4);
    assertNear(expected.path("sigmas"), plan.sigmas(), 1e-5);
    try (Sampler<float[]> sampler =
        new Sampler<>(plan, new FloatLatents(), floats(expected.path("noise")))) {
      for (int k = 0; !sampler.finished(); k++) {
        assertNear(expected.path("inputs").get(k), list(sampler.input()), 2e-5);
        Optional<float[]> fresh =
            sampler.needsNoise()
                ? Optional.of(floats(expected.path("step_noise").get(k)))
                : Optional.empty();
        sampler.advance(floats(expected.path("outputs").get(k)), fresh);
        assertNear(expected.path("samples").get(k), list(sampler.sample()), 2e-5);
      }
    }
  }

  /** The allowed difference grows with the largest number: it is one of 32-bit arithmetic. */
  private static void assertNear(JsonNode expected, List<Double> actual, double tolerance) {
    if (expected.isMissingNode()) {
      return;
    }
    assertEquals(expected.size(), actual.size());
    double greatest = 1;
    for (JsonNode number : expected) {
      greatest = Math.max(greatest, Math.abs(number.doubleValue()));
    }
    for (int i = 0; i < actual.size(); i++) {
      assertEquals(expected.get(i).doubleValue(), actual.get(i), tolerance * greatest);
    }
  }

  private static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }

  private static List<Double> list(float[] values) {
    return java.util.stream.IntStream.range(0, values.length)
        .mapToObj(i -> (double) values[i])
        .toList();
  }
}
