package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is rendered is what Kubernetes and the operators take, to the last field. */
class RenderedObjectsTest {
  private static KubernetesSchemas schemas;

  static List<String> installs() {
    return Chart.INSTALLS;
  }

  @BeforeAll
  static void readSchemas() throws Exception {
    schemas = KubernetesSchemas.read();
  }

  @ParameterizedTest
  @MethodSource("installs")
  void anInstallsObjectsAreValid(String install) {
    assertValid(Chart.of(install, Map.of()));
  }

  @Test
  void theObjectsOfTheDefaultsAreValid() {
    assertValid(Chart.withDefaults(Map.of()));
  }

  @Test
  void theObjectsThatNoInstallHasAreValid() {
    RenderedChart chart =
        Chart.of(
            "spot",
            Map.ofEntries(
                Map.entry("migration.mode", "job"),
                Map.entry("trainer.pools[0].autoscaling.mode", "scaledJob"),
                Map.entry("gatewayApi.enabled", "true"),
                Map.entry("gatewayApi.parentRefs[0].name", "public"),
                Map.entry("gatewayApi.hostnames[0]", "zoodip.example.com"),
                Map.entry("externalSecrets.enabled", "true"),
                Map.entry("externalSecrets.secretStore.name", "vault"),
                Map.entry("externalSecrets.storage.remoteKey", "zoodip/s3"),
                Map.entry("externalSecrets.kafka.remoteKey", "zoodip/kafka"),
                Map.entry("certManager.issuer.name", "internal"),
                Map.entry("certManager.kafkaClient.enabled", "true"),
                Map.entry("kafka.external.tls.clientSecretName", "zoodip-kafka-client"),
                Map.entry("kafka.external.tls.caSecretName", "kafka-authority"),
                Map.entry("gateway.rackFromZone", "true"),
                Map.entry("gateway.pageTokenSecret.name", "zoodip-pages")));
    for (String kind : List.of("GRPCRoute", "ExternalSecret", "Certificate", "ScaledJob")) {
      assertFalse(chart.ofKind(kind).isEmpty(), kind);
    }
    assertValid(chart);
  }

  /** Validation that finds nothing could as well not look. */
  @Test
  void aFieldThatDoesNotExistIsFound() {
    RenderedChart wrong =
        RenderedChart.of(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: wrong}
            spec:
              selector: {}
              replicaCount: 3
              template: {spec: {containers: [{name: one, livenesProbe: {}}]}}
            ---
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: wrong}
            spec: {scaleTargetRef: {name: one}, triggers: [], minReplicas: 0}
            """);
    List<String> problems =
        wrong.objects().stream().flatMap(object -> schemas.problems(object).stream()).toList();
    assertEquals(4, problems.size(), () -> String.join("\n", problems));
  }

  private static void assertValid(RenderedChart chart) {
    assertEquals(
        List.of(),
        chart.objects().stream().flatMap(object -> schemas.problems(object).stream()).toList());
  }
}
