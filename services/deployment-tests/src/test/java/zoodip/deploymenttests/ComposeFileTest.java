package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.WithDefault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.platform.work.FleetLimits;
import zoodip.platform.work.WorkConfig;

class ComposeFileTest {
  /** Variables that are read by others than the services' own settings. */
  private static final Set<String> OTHERS =
      Set.of(
          "KAFKA_BOOTSTRAP_SERVERS",
          "OTEL_SDK_DISABLED",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_TRACES_SAMPLER_ARG",
          "NVIDIA_DRIVER_CAPABILITIES");

  /** They end at once, or have nothing in their images that could ask them. */
  private static final Set<String> WITHOUT_HEALTH =
      Set.of("probe", "migrate", "otel-collector", "jaeger");

  private final ComposeFile compose = ComposeFile.read();

  @Test
  void variablesAreSettingsThatTheServiceHas() throws Exception {
    Map<String, String> own = compose.own();
    assertEquals(
        Set.of("migrate", "gateway", "trainer", "trainer-gpu", "inference", "evaluator"),
        own.keySet());
    for (Map.Entry<String, String> service : own.entrySet()) {
      Set<String> unknown = new TreeSet<>(compose.environment(service.getKey()).keySet());
      unknown.removeAll(OTHERS);
      unknown.removeAll(variables(service.getValue()));
      assertEquals(Set.of(), unknown, service.getKey());
    }
  }

  @Test
  void theBrokerAllowsTheFleet() throws Exception {
    Map<String, Long> broker = new HashMap<>();
    compose
        .environment("kafka")
        .forEach(
            (name, value) -> {
              if (name.startsWith("KAFKA_GROUP_SHARE_")) {
                broker.put(
                    name.substring(6).toLowerCase(Locale.ROOT).replace('_', '.'),
                    Long.valueOf(value));
              }
            });
    FleetLimits fleet =
        new FleetLimits(
            Integer.parseInt(compose.environment("trainer").get("WORK_FLEET_SLOTS")),
            1,
            Integer.parseInt(standard("deliveries")),
            Duration.parse(standard("lock")));
    assertEquals(5, broker.size());
    assertEquals(Optional.empty(), fleet.problem(broker));
  }

  @Test
  void theBrokerAndTheStoreAreThoseThatTestsAndChartRun() {
    String pom = YamlFiles.text(Repository.ROOT.resolve("pom.xml"));
    assertTrue(
        pom.contains("<kafka.version>" + tag("kafka") + "</kafka.version>"), () -> tag("kafka"));
    assertEquals(
        YamlFiles.read(Chart.FOLDER.resolve("values.yaml"))
            .at("/storage/seaweedfs/image/tag")
            .asText(),
        tag("seaweedfs"));
  }

  @Test
  void theExampleNamesEveryVariableAndFillsInNoSecret() {
    Map<String, Optional<String>> example = new TreeMap<>();
    Pattern.compile("^#?([A-Z_]+)=(.*)$", Pattern.MULTILINE)
        .matcher(YamlFiles.text(Infra.FOLDER.resolve(".env.example")))
        .results()
        .forEach(
            line ->
                example.put(
                    line.group(1), Optional.of(line.group(2)).filter(value -> !value.isEmpty())));
    assertEquals(Optional.of("cpu"), example.remove("COMPOSE_PROFILES"));
    assertEquals(compose.variables(), example);
  }

  @Test
  void everyContainerHasALimitOfMemoryAndTellsWhetherItIsWell() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertTrue(service.has("mem_limit"), name);
              assertEquals("20m", service.at("/logging/options/max-size").asText(), name);
              assertEquals(!WITHOUT_HEALTH.contains(name), service.has("healthcheck"), name);
            });
  }

  @Test
  void servicesAreConfined() {
    for (String name : compose.own().keySet()) {
      JsonNode service = compose.services().get(name);
      assertTrue(service.get("read_only").asBoolean(), name);
      assertEquals("65532:65532", service.get("user").asText(), name);
      assertEquals("[\"ALL\"]", service.get("cap_drop").toString(), name);
      assertEquals("[\"no-new-privileges:true\"]", service.get("security_opt").toString(), name);
      assertTrue(service.at("/tmpfs/0").asText().startsWith("/tmp:size="), name);
    }
  }

  @Test
  void healthIsAskedForWhereServicesListen() throws Exception {
    for (Map.Entry<String, String> service : compose.own().entrySet()) {
      if (!service.getKey().equals("migrate")) {
        JsonNode test = compose.services().get(service.getKey()).at("/healthcheck/test");
        assertEquals(
            "http://127.0.0.1:%d/q/health/ready"
                .formatted(ServicePorts.of(service.getValue()).http()),
            test.get(test.size() - 1).asText(),
            service.getKey());
      }
    }
  }

  @Test
  void containersWaitForWhatCanBeWaitedFor() {
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .path("depends_on")
                    .fields()
                    .forEachRemaining(
                        other -> {
                          JsonNode before = compose.services().get(other.getKey());
                          switch (other.getValue().get("condition").asText()) {
                            case "service_healthy" ->
                                assertTrue(before.has("healthcheck"), other.getKey());
                            case "service_completed_successfully" ->
                                assertTrue(
                                    Set.of("migrate", "probe").contains(other.getKey()), name);
                            default -> assertTrue(WITHOUT_HEALTH.contains(other.getKey()), name);
                          }
                        }));
  }

  @Test
  void containersAreGivenTheTimeThatServicesTakeToStop() {
    for (String name : compose.own().keySet()) {
      Map<String, String> environment = compose.environment(name);
      String patience =
          environment.getOrDefault(
              "WORK_SHUTDOWN_PATIENCE", environment.get("INFERENCE_SHUTDOWN_PATIENCE"));
      if (patience != null) {
        int grace =
            Integer.parseInt(
                compose.services().get(name).get("stop_grace_period").asText().replace("s", ""));
        assertTrue(grace >= Duration.parse(patience).toSeconds() + 20, name);
      }
    }
  }

  @Test
  void volumesAreDeclaredAndFilesExist() {
    Set<String> declared = new TreeSet<>();
    compose.volumes().fieldNames().forEachRemaining(declared::add);
    Set<String> used = new TreeSet<>();
    for (JsonNode service : compose.services().values()) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().replaceAll(":.*", "");
        if (source.startsWith("./")) {
          assertTrue(Infra.FOLDER.resolve(source).toFile().exists(), source);
        } else {
          used.add(source);
        }
      }
    }
    assertEquals(declared, used);
  }

  @Test
  void onlyThisMachineReachesThePorts() {
    for (JsonNode service : compose.services().values()) {
      for (JsonNode port : service.path("ports")) {
        assertTrue(port.asText().startsWith("127.0.0.1:"), port::asText);
      }
    }
  }

  @Test
  void trainingsRunOnProcessorsOrOnAGpu() {
    Map<String, String> profiles =
        compose.services().entrySet().stream()
            .filter(service -> service.getValue().has("profiles"))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, service -> service.getValue().at("/profiles/0").asText()));
    assertEquals(Map.of("trainer", "cpu", "trainer-gpu", "gpu"), profiles);
    JsonNode gpu = compose.services().get("trainer-gpu");
    assertTrue(gpu.get("image").asText().endsWith("-cuda"));
    assertEquals("gpu0", compose.environment("trainer-gpu").get("TRAINER_DEVICE"));
    assertFalse(gpu.at("/deploy/resources/reservations/devices/0").isMissingNode());
  }

  @Test
  void composeReadsIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("compose.yaml"), compose.text());
    Tool.COMPOSE_CHECK.run(folder, file.toString());
  }

  private String tag(String service) {
    return compose.services().get(service).get("image").asText().replaceAll(".*:", "");
  }

  private static Set<String> variables(String service) throws Exception {
    Set<String> variables = new TreeSet<>();
    for (Map.Entry<String, Class<?>> mapped : ServiceSettings.interfaces().entrySet()) {
      if (List.of(service, "platform").contains(mapped.getKey().replaceAll("/.*", ""))) {
        ServiceSettings.of(mapped.getValue()).stream()
            .map(name -> name.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT))
            .forEach(variables::add);
      }
    }
    return variables;
  }

  private static String standard(String setting) throws Exception {
    return WorkConfig.class.getMethod(setting).getAnnotation(WithDefault.class).value();
  }
}
