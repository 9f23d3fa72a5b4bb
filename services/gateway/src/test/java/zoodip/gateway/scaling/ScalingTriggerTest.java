package zoodip.gateway.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class ScalingTriggerTest {
  @Test
  void whatIsNotSaidIsAllWorkOneOutstandingJobAReplica() {
    assertEquals(
        new ScalingTrigger(ScaledWork.TRAINING, Optional.empty(), ScaledQuantity.OUTSTANDING, 1),
        ScalingTrigger.of(Map.of("work", "training")));
  }

  @Test
  void whatKedaKeepsForItselfIsPassedOver() {
    ScalingTrigger trigger =
        ScalingTrigger.of(
            Map.of(
                "scalerAddress", "gateway:9001",
                "enableTLS", "true",
                "work", "evaluation",
                "model", "models/sd-1.5",
                "report", "queued",
                "target", "2.5"));

    assertEquals(
        new ScalingTrigger(
            ScaledWork.EVALUATION, Optional.of("models/sd-1.5"), ScaledQuantity.QUEUED, 2.5),
        trigger);
    assertEquals("zoodip-evaluation-sd-1-5-queued", trigger.metricName());
  }

  @ParameterizedTest
  @CsvSource({
    "work, drawing, 'work is ''drawing''; it is one of training, evaluation, generation'",
    "report, all, 'report is ''all''; it is one of outstanding, queued, steps'",
    "target, 0, 'target is 0; it is a number above 0'",
    "target, NaN, 'target is NaN; it is a number above 0'",
    "target, many, '''many'' is no number; target is one above 0'",
    "modle, models/toybox, 'The metadata of a trigger have no ''modle'''"
  })
  void whatIsNotUnderstoodIsNamed(String key, String value, String message) {
    Map<String, String> metadata =
        key.equals("work") ? Map.of(key, value) : Map.of("work", "training", key, value);

    ServiceException refused =
        assertThrows(ServiceException.class, () -> ScalingTrigger.of(metadata));

    assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, refused.reason());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @Test
  void stepsAreThoseOfTrainingsAlone() {
    assertThrows(
        ServiceException.class,
        () -> ScalingTrigger.of(Map.of("work", "evaluation", "report", "steps")));
    assertThrows(
        ServiceException.class,
        () -> ScalingTrigger.of(Map.of("work", "generation", "report", "queued")));
    assertThrows(ServiceException.class, () -> ScalingTrigger.of(Map.of()));
  }
}
