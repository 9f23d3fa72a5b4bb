package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who is asked, by what, and over which connections, in a cluster. */
class AccessInChartTest {
  private static final Map<String, String> ASKING =
      Map.of("access.enabled", "true", "access.secretName", "keys");
  private static final Map<String, String> ENCRYPTED =
      Map.of(
          "access.enabled", "true",
          "access.secretName", "keys",
          "tls.secretName", "certificate",
          "certManager.services.enabled", "true",
          "certManager.issuer.name", "own",
          "evaluator.autoscaling.mode", "scaledObject");

  @Test
  void servicesHaveTheKeysThatTheyNeedAndNoOthers() {
    RenderedChart chart = Chart.withDefaults(ASKING);

    assertEquals(
        Set.of("ACCESS_SERVICE_KEY", "ACCESS_SERVICE_DIGESTS", "ACCESS_SYSTEM_ADMIN_DIGESTS"),
        keys(chart, "zoodip-gateway"));
    assertEquals(
        Set.of("ACCESS_SERVICE_KEY", "ACCESS_SERVICE_DIGESTS"),
        keys(chart, "zoodip-inference-cpu"));
    assertEquals(Set.of("ACCESS_SERVICE_KEY"), keys(chart, "zoodip-trainer-cpu"));
    assertEquals(Set.of("ACCESS_SERVICE_KEY"), keys(chart, "zoodip-evaluator"));
    for (String asking : List.of("zoodip-gateway", "zoodip-inference-cpu")) {
      assertEquals("true", chart.settings(asking).get("ACCESS_ENABLED"), asking);
    }
  }

  @Test
  void withoutKeysItIsRefused() {
    assertRefused("access.secretName", Map.of("access.enabled", "true"));
    assertRefused(
        "access.tokens.jwks",
        Map.of(
            "access.enabled", "true",
            "access.secretName", "keys",
            "access.tokens.issuer", "https://id.example.org"));
  }

  private static void assertRefused(String told, Map<String, String> values) {
    var refusal = assertThrows(IllegalStateException.class, () -> Chart.withDefaults(values));
    assertTrue(refusal.getMessage().contains(told), refusal.getMessage());
  }

  @Test
  void thatNobodyIsAskedIsSaidLoudly() throws Exception {
    String notes = Files.readString(Chart.FOLDER.resolve("templates/NOTES.txt"));

    assertTrue(notes.contains("{{- if .Values.access.enabled }}"));
    assertTrue(notes.contains("WARNING: AUTHENTICATION IS OFF."));
    assertFalse(
        Chart.withDefaults(Map.of()).settings("zoodip-gateway").containsKey("ACCESS_ENABLED"));
  }

  @Test
  void everyServiceFindsTheCertificateThatItIsTold() {
    RenderedChart chart = Chart.withDefaults(ENCRYPTED);

    for (String workload :
        List.of(
            "zoodip-gateway", "zoodip-trainer-cpu", "zoodip-inference-cpu", "zoodip-evaluator")) {
      JsonNode pod = chart.named("Deployment", workload).at("/spec/template/spec");
      Map<String, String> settings = chart.settings(workload);
      assertEquals("false", settings.get("TLS_PLAINTEXT"), workload);
      assertEquals("/etc/zoodip/tls/tls.crt", settings.get("TLS_CERTIFICATE"), workload);
      assertTrue(pod.at("/containers/0/volumeMounts").toString().contains("/etc/zoodip/tls"));
      assertTrue(
          pod.get("volumes").toString().contains("{\"secretName\":\"certificate\""), workload);
    }
    assertEquals(
        "zoodip-services", chart.settings("zoodip-gateway").get("ACCESS_SERVICE_CERTIFICATES"));
  }

  /** The names that services call each other by. */
  @Test
  void theCertificateIsForTheNamesThatAreCalled() {
    RenderedChart chart = Chart.withDefaults(ENCRYPTED);
    Set<String> names = new TreeSet<>();
    chart
        .named("Certificate", "zoodip-services")
        .at("/spec/dnsNames")
        .forEach(name -> names.add(name.asText()));

    for (String target :
        List.of(
            chart.settings("zoodip-gateway").get("GATEWAY_INFERENCE_TARGET"),
            chart.settings("zoodip-trainer-cpu").get("WORK_GATEWAY_TARGET"))) {
      String host = target.replace("dns:///", "").replaceAll(":[0-9]+$", "");
      assertTrue(names.contains(host), () -> host + " is not among " + names);
    }
    assertTrue(names.contains("zoodip-services"));
  }

  @Test
  void kedaShowsTheSame() {
    RenderedChart chart = Chart.withDefaults(ENCRYPTED);
    JsonNode trigger = chart.named("ScaledObject", "zoodip-evaluator").at("/spec/triggers/0");

    assertEquals("true", trigger.at("/metadata/enableTLS").asText());
    assertEquals("zoodip-gateway", trigger.at("/authenticationRef/name").asText());
    assertEquals(
        "certificate",
        chart
            .named("TriggerAuthentication", "zoodip-gateway")
            .at("/spec/secretTargetRef/0/name")
            .asText());
  }

  private static Set<String> keys(RenderedChart chart, String deployment) {
    Set<String> keys = new TreeSet<>();
    chart
        .named("Deployment", deployment)
        .at("/spec/template/spec/containers/0/env")
        .forEach(
            variable -> {
              if (variable.get("name").asText().startsWith("ACCESS_")) {
                keys.add(variable.get("name").asText());
              }
            });
    return keys;
  }
}
