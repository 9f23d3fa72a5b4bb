package zoodip.deploymenttests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that an install makes. */
record RenderedChart(List<JsonNode> objects) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static RenderedChart of(String text) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return new RenderedChart(
          documents.readAll().stream().filter(document -> document.has("kind")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.get("kind").asText().equals(kind)).toList();
  }

  JsonNode named(String kind, String name) {
    return ofKind(kind).stream()
        .filter(object -> name(object).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
  }

  /** The templates of all pods by their owner, such as {@code Deployment zoodip-gateway}. */
  Map<String, JsonNode> pods() {
    Map<String, JsonNode> pods = new TreeMap<>();
    for (JsonNode object : objects) {
      String kind = object.get("kind").asText();
      JsonNode template =
          kind.equals("ScaledJob")
              ? object.at("/spec/jobTargetRef/template")
              : object.at("/spec/template");
      if (template.at("/spec/containers").isArray()) {
        pods.put(kind + " " + name(object), template);
      }
    }
    return pods;
  }

  Map<String, String> settings(String configMap) {
    return strings(named("ConfigMap", configMap).get("data"));
  }

  static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> StreamSupport.stream(pod.at("/spec/" + list).spliterator(), false));
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** A map of texts, such as labels. */
  static Map<String, String> strings(JsonNode map) {
    Map<String, String> strings = new TreeMap<>();
    map.fields().forEachRemaining(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  @Override
  public String toString() {
    return objects.size() + " objects";
  }
}
