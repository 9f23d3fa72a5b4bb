package zoodip.cli.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.cli.training.SettingOverrides;
import zoodip.v1.TrainingSettings;

class UnetRowsTest {
  @Test
  void rowsAreStepsTimesLosses() {
    assertEquals(30, UnetRows.of(settings("zoodip", "rge", "2")));
    assertEquals(40, UnetRows.of(settings("zoodip", "spsa", "2")));
    assertEquals(30, UnetRows.of(settings("zoodip", "one_point", "2")));
    TrainingSettings sensitivity =
        SettingOverrides.of(
            Map.of("method", "sensitivity_directions", "steps", "217", "directions", "8"));
    assertEquals(1953, UnetRows.of(sensitivity));
    TrainingSettings evolution =
        SettingOverrides.of(
            Map.of("method", "gradient_free_textual_inversion", "steps", "97", "population", "20"));
    assertEquals(1940, UnetRows.of(evolution));
    assertEquals(97, UnetRows.steps(evolution, 1953));
    TrainingSettings descent =
        SettingOverrides.of(Map.of("method", "textual_inversion", "steps", "5000"));
    assertEquals(5000, UnetRows.of(descent));
  }

  @Test
  void stepsAreAsManyAsRowsAllow() {
    assertEquals(333, UnetRows.steps(settings("zoodip", "rge", "2"), 1000));
    assertEquals(250, UnetRows.steps(settings("zoodip", "spsa", "2"), 1000));
    assertEquals(0, UnetRows.steps(settings("zoodip", "spsa", "64"), 127));
  }

  private static TrainingSettings settings(String method, String estimator, String directions) {
    return SettingOverrides.of(
        Map.of("method", method, "estimator", estimator, "directions", directions, "steps", "10"));
  }
}
