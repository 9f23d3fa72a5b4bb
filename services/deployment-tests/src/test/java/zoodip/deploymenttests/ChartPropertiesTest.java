package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every object, whatever the values. */
class ChartPropertiesTest {
  private static final Set<String> SERVICES =
      Set.of("gateway", "trainer", "inference", "evaluator");

  static Stream<RenderedChart> charts() {
    return Stream.concat(
        Stream.of(Chart.withDefaults(Map.of())),
        Chart.INSTALLS.stream().map(install -> Chart.of(install, Map.of("migration.mode", "job"))));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyPodIsConfined(RenderedChart chart) {
    forEachPod(
        chart,
        pod -> {
          JsonNode context = pod.at("/spec/securityContext");
          assertTrue(context.get("runAsNonRoot").asBoolean());
          assertEquals(65532, context.get("runAsUser").asInt());
          assertEquals("RuntimeDefault", context.at("/seccompProfile/type").asText());
          assertFalse(pod.at("/spec/enableServiceLinks").asBoolean(true));
          RenderedChart.containers(pod)
              .map(container -> container.get("securityContext"))
              .forEach(
                  own -> {
                    assertFalse(own.get("allowPrivilegeEscalation").asBoolean());
                    assertTrue(own.get("readOnlyRootFilesystem").asBoolean());
                    assertEquals("[\"ALL\"]", own.at("/capabilities/drop").toString());
                  });
        });
  }

  @ParameterizedTest
  @MethodSource("charts")
  void onlyTrainersThatTellWhatTheyAreWorthHaveAToken(RenderedChart chart) {
    chart
        .pods()
        .forEach(
            (owner, pod) -> {
              boolean tells = owner.startsWith("Deployment") && component(pod).equals("trainer");
              assertEquals(tells, pod.at("/spec/automountServiceAccountToken").asBoolean(), owner);
              assertEquals(tells, environment(pod).contains("POD_NAME"), owner);
            });
    assertEquals(
        "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"patch\"]}]",
        chart.named("Role", "zoodip-trainer").get("rules").toString());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyContainerAsksForWhatItNeedsAndHasALimitOfMemory(RenderedChart chart) {
    forEachPod(
        chart,
        pod ->
            RenderedChart.containers(pod)
                .map(container -> container.get("resources"))
                .forEach(
                    resources -> {
                      assertTrue(resources.at("/requests/cpu").isTextual());
                      assertTrue(resources.at("/requests/memory").isTextual());
                      assertTrue(resources.at("/limits/memory").isTextual());
                    }));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void whatAServiceWritesIsOnVolumesWithALimit(RenderedChart chart) {
    forEachPod(
        chart,
        pod -> {
          if (SERVICES.contains(component(pod))) {
            assertEquals(
                Set.of("/tmp", "/var/lib/zoodip"),
                Set.copyOf(
                    texts(pod.at("/spec/containers/0/volumeMounts"), "mountPath").stream()
                        .filter(path -> !path.startsWith("/etc/"))
                        .toList()));
          }
          pod.at("/spec/volumes")
              .forEach(
                  volume ->
                      assertTrue(
                          !volume.has("emptyDir") || volume.at("/emptyDir").has("sizeLimit"),
                          volume::toString));
        });
  }

  @ParameterizedTest
  @MethodSource("charts")
  void selectorsMatchLabelsOfPods(RenderedChart chart) {
    for (String kind : List.of("Deployment", "StatefulSet")) {
      for (JsonNode owner : chart.ofKind(kind)) {
        assertTrue(
            matches(owner.at("/spec/selector/matchLabels"), owner.at("/spec/template")),
            () -> RenderedChart.name(owner));
      }
    }
    for (JsonNode budget : chart.ofKind("PodDisruptionBudget")) {
      assertEquals(1, matched(chart, budget.at("/spec/selector/matchLabels")), budget::toString);
    }
    for (JsonNode service : chart.ofKind("Service")) {
      assertTrue(matched(chart, service.at("/spec/selector")) > 0, service::toString);
    }
    for (JsonNode policy : chart.ofKind("NetworkPolicy")) {
      assertTrue(matched(chart, policy.at("/spec/podSelector/matchLabels")) > 0, policy::toString);
    }
  }

  /** Who is in no policy is reached by everybody. */
  @ParameterizedTest
  @MethodSource("charts")
  void everyPodIsInANetworkPolicy(RenderedChart chart) {
    chart
        .pods()
        .forEach(
            (owner, pod) ->
                assertTrue(
                    chart.ofKind("NetworkPolicy").stream()
                        .anyMatch(
                            policy -> matches(policy.at("/spec/podSelector/matchLabels"), pod)),
                    owner));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aPodsGraceIsLongerThanItsServiceTakesToStop(RenderedChart chart) {
    Map<String, String> stops =
        Map.of(
            "gateway", "GATEWAY_CALLS_DRAIN_TIMEOUT",
            "trainer", "WORK_SHUTDOWN_PATIENCE",
            "inference", "INFERENCE_SHUTDOWN_PATIENCE",
            "evaluator", "WORK_SHUTDOWN_PATIENCE");
    forEachPod(
        chart,
        pod -> {
          String setting = stops.get(component(pod));
          if (setting != null) {
            String stop = chart.settings(configMap(pod)).get(setting);
            long seconds = Duration.parse(stop).toSeconds();
            assertTrue(
                pod.at("/spec/terminationGracePeriodSeconds").asLong() >= seconds + 20,
                () -> component(pod));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("charts")
  void servicesListenWhereTheyAreLookedFor(RenderedChart chart) throws Exception {
    for (JsonNode pod : chart.pods().values()) {
      if (SERVICES.contains(component(pod))) {
        ServicePorts ports = ServicePorts.of(component(pod));
        pod.at("/spec/containers/0/ports")
            .forEach(
                port ->
                    assertEquals(
                        port.get("name").asText().equals("http") ? ports.http() : ports.grpc(),
                        port.get("containerPort").asInt()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          assertEquals(
              "http", pod.at("/spec/containers/0/" + probe + "/httpGet/port").asText(), probe);
        }
      }
    }
  }

  /** A pod whose emptyDir is full is evicted. */
  @ParameterizedTest
  @MethodSource("charts")
  void modelsLeaveRoomOnTheirVolume(RenderedChart chart) {
    assertEquals(
        String.valueOf((long) (60 * 0.8 * (1L << 30))),
        Chart.withDefaults(Map.of()).settings("zoodip-trainer-cpu").get("MODEL_CACHE_MAX_BYTES"));
    chart.ofKind("ConfigMap").stream()
        .map(map -> RenderedChart.strings(map.get("data")))
        .filter(settings -> settings.containsKey("MODEL_CACHE_FOLDER"))
        .forEach(
            settings ->
                assertTrue(Long.parseLong(settings.get("MODEL_CACHE_MAX_BYTES")) > 1L << 30));
  }

  @Test
  void imagesComeFromTheRegistryThatIsSet() {
    forEachPod(
        Chart.of("air-gapped", Map.of()),
        pod ->
            RenderedChart.containers(pod)
                .forEach(
                    container ->
                        assertTrue(
                            container
                                .get("image")
                                .asText()
                                .startsWith("registry.example.internal/mirror/"),
                            container::toString)));
  }

  @Test
  void aPoolWithGpusHasImageDeviceResourceAndToleration() {
    JsonNode pod = Chart.of("spot", Map.of()).pods().get("Deployment zoodip-trainer-l4");
    assertTrue(pod.at("/spec/containers/0/image").asText().endsWith("-cuda"));
    assertEquals(1, pod.at("/spec/containers/0/resources/limits/nvidia.com~1gpu").asInt());
    assertEquals("nvidia.com/gpu", pod.at("/spec/tolerations/0/key").asText());
    assertEquals(
        "gpu0", Chart.of("spot", Map.of()).settings("zoodip-trainer-l4").get("TRAINER_DEVICE"));
  }

  @Test
  void scaledJobsReportWhatTheirStrategySubtractsFromAndLeaveRunningJobsAlone() {
    RenderedChart chart =
        Chart.of("spot", Map.of("trainer.pools[0].autoscaling.mode", "scaledJob"));
    JsonNode job = chart.named("ScaledJob", "zoodip-trainer-l4");
    assertEquals("gradual", job.at("/spec/rollout/strategy").asText());
    assertEquals("default", job.at("/spec/scalingStrategy/strategy").asText());
    assertEquals("outstanding", job.at("/spec/triggers/0/metadata/report").asText());
    assertEquals("external", job.at("/spec/triggers/0/type").asText());
    assertEquals("Never", job.at("/spec/jobTargetRef/template/spec/restartPolicy").asText());
    assertEquals("PT2M", chart.settings("zoodip-trainer-l4").get("WORK_IDLE_EXIT"));
  }

  /** What KEDA hands on to the gateway, which refuses a key that it does not know. */
  @Test
  void triggersSayWhatTheGatewayUnderstands() {
    for (JsonNode scaled : Chart.of("spot", Map.of()).ofKind("ScaledObject")) {
      JsonNode trigger = scaled.at("/spec/triggers/0");
      assertEquals("external-push", trigger.get("type").asText());
      assertEquals(
          Set.of("scalerAddress", "work", "report", "target"),
          RenderedChart.strings(trigger.get("metadata")).keySet());
      assertEquals(
          "zoodip-gateway-nodes.zoodip.svc:9001", trigger.at("/metadata/scalerAddress").asText());
    }
  }

  @Test
  void nothingIsMadeByServicesThatAMigrationMakes() {
    RenderedChart chart = Chart.withDefaults(Map.of());
    assertEquals(1, chart.ofKind("Job").size());
    assertEquals("false", chart.settings("zoodip-gateway").get("TOPICS_CREATE"));

    RenderedChart alone = Chart.withDefaults(Map.of("kafka.topics.create", "services"));
    assertEquals(0, alone.ofKind("Job").size());
    assertEquals("true", alone.settings("zoodip-gateway").get("TOPICS_CREATE"));
  }

  private static void forEachPod(RenderedChart chart, Consumer<JsonNode> check) {
    Map<String, JsonNode> pods = chart.pods();
    assertTrue(pods.size() >= 4, pods.keySet()::toString);
    pods.values().forEach(check);
  }

  private static String component(JsonNode pod) {
    return pod.at("/metadata/labels/app.kubernetes.io~1component").asText();
  }

  private static String configMap(JsonNode pod) {
    return pod.at("/spec/containers/0/envFrom/0/configMapRef/name").asText();
  }

  private static Set<String> environment(JsonNode pod) {
    return new HashSet<>(texts(pod.at("/spec/containers/0/env"), "name"));
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.get(field).asText())
        .toList();
  }

  private static long matched(RenderedChart chart, JsonNode selector) {
    return chart.pods().values().stream().filter(pod -> matches(selector, pod)).count();
  }

  private static boolean matches(JsonNode selector, JsonNode pod) {
    Map<String, String> labels = RenderedChart.strings(pod.at("/metadata/labels"));
    Map<String, String> wanted = RenderedChart.strings(selector);
    return !wanted.isEmpty() && labels.entrySet().containsAll(wanted.entrySet());
  }
}
