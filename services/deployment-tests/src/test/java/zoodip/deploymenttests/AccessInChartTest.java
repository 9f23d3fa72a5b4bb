package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @TempDir Path folder;

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
    assertTrue(Chart.notes(folder, Map.of()).contains("WARNING: AUTHENTICATION IS OFF."));
    assertFalse(Chart.notes(folder, ENCRYPTED).contains("WARNING"));
    assertFalse(
        Chart.withDefaults(Map.of()).settings("zoodip-gateway").containsKey("ACCESS_ENABLED"));
  }

  @Test
  void thatKeysAreNotEncryptedIsSaidLoudly() throws Exception {
    String notes = Chart.notes(folder, ASKING);

    assertTrue(notes.contains("WARNING: KEYS AND TOKENS ARE NOT ENCRYPTED"), notes);
    assertFalse(notes.contains("AUTHENTICATION IS OFF"), notes);
  }

  @Test
  void whoShowsNothingIsToldWhatToScaleOnlyWhereKedaNeedsIt() {
    assertEquals("SERVICE", scaler(ASKING, Map.of()));
    assertEquals("OPEN", scaler(ASKING, Map.of("evaluator.autoscaling.mode", "scaledObject")));
    assertEquals("SERVICE", scaler(ENCRYPTED, Map.of()));
    assertEquals("OPEN", scaler(ENCRYPTED, Map.of("tls.clientAuth", "none")));
    assertEquals("CLOSED", scaler(ENCRYPTED, Map.of("access.scaler", "CLOSED")));
  }

  private static String scaler(Map<String, String> values, Map<String, String> more) {
    return Chart.withDefaults(with(values, more)).settings("zoodip-gateway").get("ACCESS_SCALER");
  }

  @Test
  void gatewaysReachTheKeysOfTokens() {
    Map<String, String> tokens =
        with(
            ASKING,
            Map.of(
                "networkPolicy.enabled", "true",
                "access.tokens.issuer", "https://id.example.org",
                "access.tokens.audiences[0]", "zoodip",
                "access.tokens.systemAdminRole", "zoodip-root"));
    String jwks = "access.tokens.jwks";

    assertTrue(reached("gateway", with(tokens, Map.of(jwks, "https://1.2.3.4/k"))).contains(443));
    RenderedChart chart =
        Chart.withDefaults(with(tokens, Map.of(jwks, "https://id.example.org:8443/keys")));
    assertTrue(reached(chart, "gateway").contains(8443));
    assertFalse(reached(chart, "trainer").contains(8443));
    assertEquals(
        "zoodip-root", chart.settings("zoodip-gateway").get("GATEWAY_TOKENS_SYSTEM_ADMIN_ROLE"));
    assertFalse(chart.settings("zoodip-gateway").containsKey("GATEWAY_TOKENS_SERVICE_ROLE"));
  }

  private static Set<Integer> reached(String component, Map<String, String> values) {
    return reached(Chart.withDefaults(values), component);
  }

  /** The ports that a component may reach outside of the cluster. */
  private static Set<Integer> reached(RenderedChart chart, String component) {
    Set<Integer> ports = new TreeSet<>();
    for (JsonNode rule : chart.named("NetworkPolicy", "zoodip-" + component).at("/spec/egress")) {
      if (rule.at("/to/0/ipBlock/cidr").asText().equals("0.0.0.0/0")) {
        rule.get("ports").forEach(port -> ports.add(port.get("port").asInt()));
      }
    }
    return ports;
  }

  private static Map<String, String> with(Map<String, String> values, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(more);
    return all;
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
        "zoodip-services.zoodip.svc",
        chart.settings("zoodip-gateway").get("ACCESS_SERVICE_CERTIFICATES"));
  }

  @Test
  void inferenceCanAskForCertificatesThatGatewaysDoNotNeed() {
    RenderedChart chart =
        Chart.withDefaults(
            with(ENCRYPTED, Map.of("inference.settings.tls\\.client-auth", "required")));

    assertEquals("required", chart.settings("zoodip-inference-cpu").get("TLS_CLIENT_AUTH"));
    assertEquals("request", chart.settings("zoodip-gateway").get("TLS_CLIENT_AUTH"));
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
    assertTrue(names.contains("zoodip-services.zoodip.svc"));
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
