package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import zoodip.platform.kafka.TopicDefinition;
import zoodip.platform.kafka.Topics;

/** What the chart repeats of the code is what the code says. */
class ChartContractTest {
  private static final Path POM = Repository.ROOT.resolve("pom.xml");

  @Test
  void topicsForStrimziAreThoseThatServicesMake() throws Exception {
    List<TopicDefinition> chart = new ArrayList<>();
    JsonNode topics =
        new ObjectMapper(new YAMLFactory())
            .readTree(Chart.FOLDER.resolve("files/topics.yaml").toFile());
    topics.forEach(
        topic ->
            chart.add(
                new TopicDefinition(
                    topic.get("name").asText(),
                    topic.get("partitions").asInt(),
                    RenderedChart.strings(topic.get("config")))));

    assertEquals(
        Stream.of(Topics.values()).map(topic -> topic.definition(0)).toList(),
        chart,
        "helm/zoodip/files/topics.yaml");
  }

  @Test
  void itAsksForTheImagesOfThisVersion() throws Exception {
    String pom =
        XPathFactory.newInstance()
            .newXPath()
            .evaluate(
                "/*[local-name() = 'project']/*[local-name() = 'version']",
                new InputSource(POM.toUri().toString()));
    JsonNode chart =
        new ObjectMapper(new YAMLFactory()).readTree(Chart.FOLDER.resolve("Chart.yaml").toFile());
    assertEquals(pom, chart.get("appVersion").asText(), "helm/zoodip/Chart.yaml");
  }

  @Test
  void queuesHaveAsManyTopicsAsShards() {
    Map<String, String> settings = new TreeMap<>(Map.of("kafka.topics.queueShards", "2"));
    Set<String> titles = new TreeSet<>();
    Chart.withDefaults(settings)
        .ofKind("KafkaTopic")
        .forEach(topic -> titles.add(topic.at("/spec/topicName").asText()));

    Set<String> expected = new TreeSet<>();
    for (Topics topic : Topics.values()) {
      expected.add(topic.title(0));
      if (topic.isQueue()) {
        expected.add(topic.title(1));
      }
    }
    assertEquals(expected, titles);
  }

  /** And nothing that services ask each other. */
  @Test
  void waysInLeadToThePublicApiAlone() throws Exception {
    Set<String> paths = new TreeSet<>();
    Chart.of("air-gapped", Map.of())
        .named("Ingress", "zoodip")
        .at("/spec/rules/0/http/paths")
        .forEach(path -> paths.add(path.get("path").asText()));

    assertEquals(publicServices(), paths);
  }

  private static Set<String> publicServices() throws Exception {
    Set<String> services = new TreeSet<>();
    try (Stream<Path> files =
        Files.list(Repository.ROOT.resolve("proto/src/main/proto/zoodip/v1"))) {
      for (Path file : files.toList()) {
        Pattern.compile("^service (\\w+)", Pattern.MULTILINE)
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult service) -> "/zoodip.v1." + service.group(1))
            .forEach(services::add);
      }
    }
    return services;
  }
}
