package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set once for an install holds for every service that it concerns. */
class MarkingSettingsTest {
  private static final RenderedChart CHART =
      Chart.withDefaults(
          Map.of(
              "provenance.watermark", "false",
              "provenance.watermarkPayload", "4294967295",
              "provenance.prompts", "false"));

  private static JsonNode settings(String service) {
    return CHART.named("ConfigMap", "zoodip-" + service).get("data");
  }

  @Test
  void thoseThatWatermarkDoItAlike() {
    for (String service : new String[] {"inference-cpu", "trainer-cpu"}) {
      JsonNode settings = settings(service);
      assertEquals("false", settings.get("PROVENANCE_WATERMARK").asText());
      assertEquals("4294967295", settings.get("PROVENANCE_WATERMARK_PAYLOAD").asText());
      assertEquals("false", settings.get("PROVENANCE_PROMPTS").asText());
    }
  }

  @Test
  void evaluatorsAreToldOfPromptsAlone() {
    assertEquals("false", settings("evaluator").get("PROVENANCE_PROMPTS").asText());
    assertFalse(settings("evaluator").toString().contains("WATERMARK"));
  }

  @Test
  void theGatewayIsToldNothing() {
    assertFalse(settings("gateway").toString().contains("PROVENANCE"));
  }
}
