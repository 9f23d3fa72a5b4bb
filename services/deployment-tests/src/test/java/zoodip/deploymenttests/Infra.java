package zoodip.deploymenttests;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What lies in {@code infra} to watch an install with. */
final class Infra {
  static final Path FOLDER = Repository.ROOT.resolve("infra");
  static final Path PROMETHEUS = FOLDER.resolve("prometheus");
  static final Path RULES = PROMETHEUS.resolve("zoodip.rules.yaml");
  static final Path RULE_TESTS = PROMETHEUS.resolve("zoodip.rules.test.yaml");
  static final Path RUNBOOKS = Repository.ROOT.resolve("docs/runbooks");

  private Infra() {}

  /** Recording rules and alerts. */
  static List<JsonNode> rules() {
    return stream(YamlFiles.read(RULES).get("groups"))
        .flatMap(group -> stream(group.get("rules")))
        .toList();
  }

  /** Alerts by their names. */
  static Map<String, JsonNode> alerts() {
    return rules().stream()
        .filter(rule -> rule.has("alert"))
        .collect(
            toMap(rule -> rule.get("alert").asText(), rule -> rule, Infra::twice, TreeMap::new));
  }

  /** Dashboards by the names of their files. */
  static Map<String, JsonNode> dashboards() {
    return files(FOLDER.resolve("grafana/dashboards")).stream()
        .collect(
            toMap(
                file -> file.getFileName().toString(),
                YamlFiles::read,
                Infra::twice,
                TreeMap::new));
  }

  /** Panels with queries; rows are headings. */
  static List<JsonNode> panels(JsonNode dashboard) {
    return stream(dashboard.get("panels"))
        .filter(panel -> !panel.get("type").asText().equals("row"))
        .toList();
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode twice(JsonNode one, JsonNode other) {
    throw new AssertionError("There are two of one name: " + one);
  }
}
