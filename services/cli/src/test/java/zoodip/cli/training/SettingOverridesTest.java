package zoodip.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.cli.errors.UsageException;
import zoodip.v1.GradientEstimator;
import zoodip.v1.TrainingSettings;

class SettingOverridesTest {
  @Test
  void everySettingCanBeWritten() {
    assertEquals(
        TrainingSettings.newBuilder()
            .setSteps(2000)
            .setLearningRate(0.01)
            .setSquash(true)
            .setEstimator(GradientEstimator.GRADIENT_ESTIMATOR_ONE_POINT)
            .build(),
        SettingOverrides.of(
            Map.of(
                "steps",
                "2000",
                "learning-rate",
                "1e-2",
                "squash",
                "yes",
                "estimator",
                "one_point")));
    for (String name : SettingOverrides.names()) {
      String value =
          switch (name) {
            case "estimator" -> "rge";
            case "method" -> "sensitivity-directions";
            case "squash" -> "false";
            default -> "1";
          };
      assertEquals(1, SettingOverrides.of(Map.of(name, value)).getAllFields().size(), name);
    }
  }

  @Test
  void aMistypedNameIsCorrected() {
    var failure =
        assertThrows(
            UsageException.class, () -> SettingOverrides.of(Map.of("lerning_rate", "0.1")));
    assertTrue(failure.getMessage().contains("did you mean learning_rate?"), failure.getMessage());
    assertTrue(failure.getMessage().contains("variance_cut"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "steps, many, steps is a whole number",
    "steps, 1.5, steps is a whole number",
    "smoothing, small, smoothing is a number",
    "squash, maybe, squash is true or false",
    "estimator, adam, 'estimator is one of rge, spsa, one_point'",
    "method, directions, 'method is one of zoodip, sensitivity_directions, gradient_free_textual_inversion, textual_inversion'"
  })
  void aValueOfTheWrongFormIsExplained(String name, String value, String problem) {
    var failure =
        assertThrows(UsageException.class, () -> SettingOverrides.of(Map.of(name, value)));
    assertEquals(problem + ", not '" + value + "'", failure.getMessage());
  }
}
