package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who makes images gets the key that they are signed with, and nobody else does. */
class SigningSecretTest {
  private static final RenderedChart CHART =
      Chart.withDefaults(Map.of("provenance.signingSecretName", "image-signing"));

  @Test
  void servicesThatMakeImagesAreGivenIt() {
    for (String name : new String[] {"inference-cpu", "trainer-cpu", "evaluator"}) {
      JsonNode pod = CHART.named("Deployment", "zoodip-" + name).at("/spec/template/spec");
      assertEquals(
          "image-signing",
          Infra.stream(pod.get("volumes"))
              .filter(volume -> volume.get("name").asText().equals("provenance"))
              .findFirst()
              .orElseThrow()
              .at("/secret/secretName")
              .asText());
      String folder =
          Infra.stream(pod.at("/containers/0/volumeMounts"))
              .filter(mount -> mount.get("name").asText().equals("provenance"))
              .findFirst()
              .orElseThrow()
              .get("mountPath")
              .asText();
      JsonNode settings = CHART.named("ConfigMap", "zoodip-" + name).get("data");
      assertEquals(folder + "/tls.key", settings.get("PROVENANCE_SIGNING_KEY").asText());
      assertEquals(folder + "/tls.crt", settings.get("PROVENANCE_CERTIFICATES").asText());
    }
  }

  @Test
  void theGatewayIsNot() {
    assertFalse(CHART.named("Deployment", "zoodip-gateway").toString().contains("image-signing"));
    assertTrue(CHART.named("ConfigMap", "zoodip-gateway").get("data").size() > 5);
    assertFalse(CHART.named("ConfigMap", "zoodip-gateway").toString().contains("PROVENANCE"));
  }

  @Test
  void withoutASecretNothingIsMounted() {
    JsonNode pod = Chart.withDefaults(Map.of()).named("Deployment", "zoodip-inference-cpu");
    assertFalse(pod.toString().contains("provenance"));
  }
}
