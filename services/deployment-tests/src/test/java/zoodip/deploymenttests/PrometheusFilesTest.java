package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads, as its own tool sees it. */
class PrometheusFilesTest {
  @Test
  void rulesAndConfigurationAreValid() throws Exception {
    Tool.PROMTOOL.run(Infra.PROMETHEUS, "check", "config", "prometheus.yaml");
  }

  @Test
  void rulesDoWhatTheirTestsSay() throws Exception {
    Tool.PROMTOOL.run(Infra.PROMETHEUS, "test", "rules", "zoodip.rules.test.yaml");
  }

  @Test
  void queriesOfDashboardsParse(@TempDir Path folder) throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    Infra.dashboards()
        .values()
        .forEach(
            dashboard ->
                DashboardsTest.queries(dashboard)
                    .map(query -> query.replace("$namespace", ".*"))
                    .map(query -> query.replace("$__rate_interval", "5m"))
                    .forEach(
                        query ->
                            rules.add(Map.of("record", "query:" + rules.size(), "expr", query))));
    Path file = folder.resolve("queries.yaml");
    new ObjectMapper()
        .writeValue(
            file.toFile(), Map.of("groups", List.of(Map.of("name", "dashboards", "rules", rules))));
    Tool.PROMTOOL.run(folder, "check", "rules", file.toString());
  }

  @Test
  void servicesAreScrapedWhereTheyListen() throws Exception {
    Map<String, Integer> scraped = new TreeMap<>();
    Infra.stream(YamlFiles.read(Infra.PROMETHEUS.resolve("prometheus.yaml")).get("scrape_configs"))
        .forEach(
            job -> {
              assertEquals("/q/metrics", job.get("metrics_path").asText());
              scraped.put(job.get("job_name").asText(), job.at("/dns_sd_configs/0/port").asInt());
            });
    Map<String, Integer> listening = new TreeMap<>();
    for (String service : Set.of("gateway", "trainer", "inference", "evaluator")) {
      listening.put(service, ServicePorts.of(service).http());
    }
    assertEquals(listening, scraped);
  }
}
