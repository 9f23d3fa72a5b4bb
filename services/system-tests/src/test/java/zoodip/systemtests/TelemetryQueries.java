package zoodip.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The queries of dashboards and rules in infra, and whether anything answers them. */
final class TelemetryQueries {
  private static final Path INFRA = Path.of(System.getProperty("root"), "infra");

  /** Labels that Prometheus and Kubernetes add to whatever is scraped. */
  private static final Set<String> OF_SCRAPE =
      Set.of(
          "job",
          "instance",
          "namespace",
          "pod",
          "service",
          "container",
          "endpoint",
          "node",
          "cluster");

  /** What others tell: Prometheus itself, Kubernetes, and the exporters of GPUs and Kafka. */
  private static final List<String> OF_OTHERS =
      List.of("up", "ALERTS", "kube_", "container_", "node_", "DCGM_", "keda_", "kafka_");

  /**
   * A query.
   *
   * @param place where it stands
   */
  record Query(String place, PromQuery promql) {}

  private final List<Query> queries = new ArrayList<>();
  private final Map<String, Set<String>> exposed;
  private final Map<String, DocumentedMetrics.Row> documented;
  private final Set<String> recorded = new HashSet<>();

  /**
   * @param exposed the labels of all series that services expose
   * @param documented what is known to wait for something that is not here
   */
  TelemetryQueries(Map<String, Set<String>> exposed, Map<String, DocumentedMetrics.Row> documented)
      throws IOException {
    this.exposed = exposed;
    this.documented = documented;
    for (Path file : files("grafana", ".json")) {
      dashboard(file, new ObjectMapper().readTree(file.toFile()));
    }
    for (Path file : files("prometheus", ".rules.yaml")) {
      rules(file, new ObjectMapper(new YAMLFactory()).readTree(file.toFile()));
    }
  }

  List<Query> queries() {
    return queries;
  }

  /** What is wrong with the queries, in words; empty if each names what is there. */
  List<String> problems() {
    return queries.stream().flatMap(this::problems).toList();
  }

  private Stream<String> problems(Query query) {
    List<String> problems = new ArrayList<>();
    Set<String> known = new HashSet<>(query.promql().made());
    boolean ours = true;
    for (PromQuery.Selector selector : query.promql().selectors()) {
      if (isOfOthers(selector.metric())) {
        ours = false;
        continue;
      }
      Set<String> labels = labels(selector.metric());
      if (labels.isEmpty()) {
        problems.add("%s: nobody tells %s".formatted(query.place(), selector.metric()));
      }
      known.addAll(labels);
      selector.labels().stream()
          .filter(label -> !labels.contains(label) && !OF_SCRAPE.contains(label))
          .map(label -> "%s: %s has no label %s".formatted(query.place(), selector.metric(), label))
          .forEach(problems::add);
    }
    if (ours) {
      query.promql().grouped().stream()
          .filter(label -> !known.contains(label) && !OF_SCRAPE.contains(label))
          .map(label -> "%s: no metric has the label %s".formatted(query.place(), label))
          .forEach(problems::add);
    }
    return problems.stream();
  }

  private boolean isOfOthers(String metric) {
    return recorded.contains(metric)
        || (!exposed.containsKey(metric) && OF_OTHERS.stream().anyMatch(metric::startsWith));
  }

  private Set<String> labels(String metric) {
    if (exposed.containsKey(metric)) {
      Set<String> labels = new HashSet<>(exposed.get(metric));
      labels.add("application");
      return labels;
    }
    DocumentedMetrics.Row row = documented.get(metric);
    if (row == null || !row.isElsewhere()) {
      return Set.of();
    }
    Set<String> labels = new HashSet<>(row.labels());
    labels.add("application");
    return labels;
  }

  private void dashboard(Path file, JsonNode node) {
    for (JsonNode expression : node.findValues("expr")) {
      add(file, expression.asText(), false);
    }
    for (JsonNode variable : node.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        JsonNode query = variable.path("query");
        add(file, query.isTextual() ? query.asText() : query.path("query").asText(), true);
      }
    }
  }

  private void rules(Path file, JsonNode node) {
    node.findValues("record").forEach(record -> recorded.add(record.asText()));
    node.findValues("expr").forEach(expression -> add(file, expression.asText(), false));
  }

  private void add(Path file, String query, boolean variable) {
    String place = INFRA.relativize(file) + ": " + query;
    try {
      queries.add(
          new Query(place, variable ? PromQuery.parseVariable(query) : PromQuery.parse(query)));
    } catch (IllegalArgumentException e) {
      throw new AssertionError(place + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    Path root = INFRA.resolve(folder);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
