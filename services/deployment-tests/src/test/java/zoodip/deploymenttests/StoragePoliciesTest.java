package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;

/** What the policies in infra/storage let each service do with the objects that there are. */
class StoragePoliciesTest {
  private static final String READ = "s3:GetObject";
  private static final String WRITE = "s3:PutObject";
  private static final String DELETE = "s3:DeleteObject";

  private static final ResourceName JOB = ResourceName.trainingJob("tenants/t", "j");
  private static final ResourceName EVALUATION = ResourceName.evaluation("tenants/t", "e");
  private static final ResourceName SUBJECT = ResourceName.subject("tenants/t", "s");
  private static final Map<String, String> OBJECTS =
      Map.of(
          "model", ObjectKeys.modelFile(ResourceName.model("m"), "unet/config.json"),
          "photo", ObjectKeys.photo(SUBJECT, "00", "png"),
          "subject", ObjectKeys.subjectManifest(SUBJECT),
          "segment", ObjectKeys.journalSegment(JOB, "a", 1),
          "embedding", ObjectKeys.embedding(JOB, "a"),
          "import", ObjectKeys.importedEmbedding(ResourceName.concept("tenants/t", "c"), "i"),
          "report", ObjectKeys.jobFile(EVALUATION, "a", "report.json"),
          "deletion", ObjectKeys.deletion(JOB),
          "request", ObjectKeys.createRequest(ResourceName.subject("tenants/t", "r")));

  @Test
  void trainersReadPhotosAndWriteTrainings() throws Exception {
    assertEquals(Set.of("model", "photo", "segment", "embedding"), permitted("trainer", READ));
    assertEquals(Set.of("segment", "embedding"), permitted("trainer", WRITE));
  }

  @Test
  void inferenceReadsModelsAndEmbeddingsAndWritesNothing() throws Exception {
    assertEquals(Set.of("model", "embedding", "import"), permitted("inference", READ));
    assertEquals(Set.of(), permitted("inference", WRITE));
  }

  @Test
  void evaluatorsReadPhotosAndWriteEvaluations() throws Exception {
    assertEquals(Set.of("model", "photo", "report"), permitted("evaluator", READ));
    assertEquals(Set.of("report"), permitted("evaluator", WRITE));
  }

  @Test
  void oneForAllWorkersIsWhatEachOfThemMay() throws Exception {
    for (String action : List.of(READ, WRITE)) {
      Set<String> together = new TreeSet<>();
      for (String worker : List.of("trainer", "inference", "evaluator")) {
        together.addAll(permitted(worker, action));
      }
      assertEquals(together, permitted("workers", action), action);
    }
  }

  @Test
  void gatewaysKeepWhatTenantsHaveAndReadModels() throws Exception {
    assertEquals(OBJECTS.keySet(), permitted("gateway", READ));
    Set<String> kept = new TreeSet<>(OBJECTS.keySet());
    kept.remove("model");
    assertEquals(kept, permitted("gateway", WRITE));
    assertEquals(kept, permitted("gateway", DELETE));
  }

  @Test
  void whoeverPublishesModelsSeesNoTenant() throws Exception {
    for (String action : List.of(READ, WRITE, DELETE)) {
      assertEquals(Set.of("model"), permitted("models-import", action), action);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trainer", "inference", "evaluator", "workers"})
  void workersDeleteNothing(String service) throws Exception {
    assertEquals(Set.of(), permitted(service, DELETE));
    assertFalse(text(service).contains("\"s3:*\""));
  }

  @Test
  void theChartGivesWorkersKeysOfTheirOwn() {
    RenderedChart chart = Chart.withDefaults(Map.of("storage.workersSecretName", "workers"));

    assertTrue(environment(chart, "zoodip-gateway").contains("STORAGE_ACCESS_KEY=zoodip-storage"));
    for (String worker : List.of("trainer-cpu", "inference-cpu", "evaluator")) {
      assertTrue(
          environment(chart, "zoodip-" + worker).contains("STORAGE_ACCESS_KEY=workers"), worker);
    }
  }

  private static Set<String> environment(RenderedChart chart, String deployment) {
    JsonNode container =
        chart.named("Deployment", deployment).at("/spec/template/spec/containers/0/env");
    Set<String> variables = new TreeSet<>();
    container.forEach(
        variable ->
            variables.add(
                variable.get("name").asText()
                    + "="
                    + variable.at("/valueFrom/secretKeyRef/name").asText()));
    return variables;
  }

  private static Set<String> permitted(String service, String action) throws Exception {
    JsonNode policy = new ObjectMapper().readTree(text(service));
    return OBJECTS.entrySet().stream()
        .filter(object -> isPermitted(policy, action, "arn:aws:s3:::zoodip/" + object.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isPermitted(JsonNode policy, String action, String resource) {
    for (JsonNode statement : policy.get("Statement")) {
      if (texts(statement.get("Action")).anyMatch(action::equals)
          && texts(statement.get("Resource")).anyMatch(form -> covers(form, resource))) {
        return true;
      }
    }
    return false;
  }

  /** A star is for any letters, slashes too. */
  private static boolean covers(String form, String resource) {
    return Pattern.matches(
        Stream.of(form.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        resource);
  }

  private static Stream<String> texts(JsonNode list) {
    Stream.Builder<String> texts = Stream.builder();
    list.forEach(text -> texts.add(text.asText()));
    return texts.build();
  }

  private static String text(String service) throws Exception {
    return Files.readString(Repository.ROOT.resolve("infra/storage/" + service + ".json"));
  }
}
