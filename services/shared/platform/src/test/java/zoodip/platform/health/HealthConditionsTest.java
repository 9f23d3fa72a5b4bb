package zoodip.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class HealthConditionsTest {
  @Test
  void itIsUpWhileAllConditionsHoldAndShowsThoseThatHaveAName() {
    HealthCheckResponse response =
        HealthConditions.of("service")
            .require(() -> true)
            .require("calls taken", () -> true)
            .show("slots", () -> 3)
            .call();
    assertEquals("service", response.getName());
    assertEquals(HealthCheckResponse.Status.UP, response.getStatus());
    assertEquals(Optional.of(Map.of("calls taken", true, "slots", 3L)), response.getData());
  }

  @Test
  void whatIsDescribedIsShownAsItIsWhenAsked() {
    Map<String, String> described = new LinkedHashMap<>(Map.of("device", "cpu"));
    HealthConditions conditions = HealthConditions.of("service").describe(() -> described);
    assertEquals(Optional.of(Map.of("device", "cpu")), conditions.call().getData());
    described.put("memory", "half");
    assertEquals(
        Optional.of(Map.of("device", "cpu", "memory", "half")), conditions.call().getData());
  }

  @Test
  void oneConditionThatDoesNotHoldIsEnoughAndTheOthersAreShownAllTheSame() {
    var conditions = HealthConditions.of("service").require("a", () -> false);
    assertFalse(conditions.areMet());
    assertEquals(
        Optional.of(Map.of("a", false, "b", true)),
        conditions.require("b", () -> true).call().getData());
    assertTrue(HealthConditions.of("service").areMet());
    assertFalse(HealthConditions.of("service").require(() -> false).areMet());
  }
}
