package zoodip.deploymenttests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The schemas of Kubernetes' own objects and of the operators' that the chart knows, made strict: a
 * field that a schema does not have is an error, while the API server would drop it without a word.
 */
final class KubernetesSchemas {
  private static final Path FOLDER =
      Repository.ROOT.resolve("services/deployment-tests/src/test/resources/crds");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Map<String, Schema> schemas = new HashMap<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  /** Reads those that lie in the test's resources. */
  static KubernetesSchemas read() throws IOException {
    KubernetesSchemas all = new KubernetesSchemas();
    all.addKubernetes(JSON.readTree(unpacked(FOLDER.resolve("kubernetes.json.gz"))));
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml.gz")).toList()) {
        all.addDefinition(YAML.readTree(unpacked(file)));
      }
    }
    return all;
  }

  /** What is wrong with an object; empty if nothing is. */
  List<String> problems(JsonNode object) {
    String key = object.get("apiVersion").asText() + " " + object.get("kind").asText();
    Schema schema = schemas.get(key);
    if (schema == null) {
      return List.of("There is no schema of " + key + " in " + FOLDER);
    }
    return schema.validate(object).stream()
        .map(error -> "%s %s: %s".formatted(key, RenderedChart.name(object), error))
        .toList();
  }

  private void addKubernetes(JsonNode document) {
    JsonNode strict = strict(document);
    strict
        .get("definitions")
        .fields()
        .forEachRemaining(
            entry -> {
              for (JsonNode type : entry.getValue().path("x-kubernetes-group-version-kind")) {
                ObjectNode schema = JSON.createObjectNode();
                schema.put("$ref", "#/definitions/" + entry.getKey());
                schema.set("definitions", strict.get("definitions"));
                add(
                    type.get("group").asText(),
                    type.get("version").asText(),
                    type.get("kind").asText(),
                    schema);
              }
            });
  }

  private void addDefinition(JsonNode definition) {
    JsonNode spec = definition.get("spec");
    for (JsonNode version : spec.get("versions")) {
      add(
          spec.get("group").asText(),
          version.get("name").asText(),
          spec.at("/names/kind").asText(),
          strict(version.at("/schema/openAPIV3Schema")));
    }
  }

  private void add(String group, String version, String kind, JsonNode schema) {
    String apiVersion = group.isEmpty() ? version : group + "/" + version;
    schemas.put(apiVersion + " " + kind, registry.getSchema(schema));
  }

  /** OpenAPI's ways of saying things as JSON Schema's, and nothing beyond what is named. */
  private static JsonNode strict(JsonNode schema) {
    if (schema.isArray()) {
      var copy = JSON.createArrayNode();
      schema.forEach(item -> copy.add(strict(item)));
      return copy;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode copy = JSON.createObjectNode();
    schema.fields().forEachRemaining(entry -> copy.set(entry.getKey(), strict(entry.getValue())));
    if (isQuantityOrPort(schema)) {
      copy.remove(List.of("format", "pattern", "anyOf"));
      copy.set("type", JSON.createArrayNode().add("integer").add("number").add("string"));
    }
    if (schema.path("properties").isObject()
        && schema.path("type").asText("object").equals("object")
        && !schema.has("additionalProperties")
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
        && !isMap(schema)) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }

  /** The properties of a schema may themselves be named properties. */
  private static boolean isMap(JsonNode schema) {
    return schema.get("properties").path("type") instanceof TextNode;
  }

  private static boolean isQuantityOrPort(JsonNode schema) {
    return schema.path("format").asText().equals("int-or-string")
        || schema.path("x-kubernetes-int-or-string").asBoolean();
  }

  private static InputStream unpacked(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file));
  }
}
