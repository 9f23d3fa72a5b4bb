package zoodip.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.training.Presets;
import zoodip.v1.TrainingSettings;

class SensitivityMeasurementTest {
  @Test
  void itsSettingsAreThoseThatTheGatewayTakes() {
    TrainingSettings.Builder settings =
        Presets.named("sd15-fast").orElseThrow().settings().toBuilder();
    TrainingSpec training = TrainingSpec.newBuilder().setSettings(settings.setSteps(40)).build();
    assertEquals(Hyperparameters.of(training).optimizer(), SensitivityMeasurement.defaults(40));
  }
}
