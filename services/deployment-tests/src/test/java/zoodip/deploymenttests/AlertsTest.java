package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert knows how bad it is, and what to do. */
class AlertsTest {
  private static final String RUNBOOKS = "https://example.com/zoodip/runbooks/";

  @Test
  void alertsSayHowBadItIsAndWhereToReadOn() {
    assertTrue(Infra.alerts().size() > 15, "alerts are not found");
    Infra.alerts()
        .forEach(
            (name, alert) -> {
              assertTrue(name.matches("Zoodip[A-Z][A-Za-z]+"), name);
              String severity = alert.at("/labels/severity").asText();
              assertTrue(Set.of("critical", "warning").contains(severity), name);
              assertTrue(alert.at("/annotations/summary").asText().length() > 20, name);
              assertEquals(RUNBOOKS + name + ".md", alert.at("/annotations/runbook_url").asText());
            });
  }

  @Test
  void everyAlertHasItsRunbookAndEveryRunbookItsAlert() {
    Set<String> pages =
        Infra.files(Infra.RUNBOOKS).stream()
            .map(file -> file.getFileName().toString().replace(".md", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Infra.alerts().keySet(), pages);
  }

  @Test
  void runbooksAreMadeAlike() {
    for (String name : Infra.alerts().keySet()) {
      String text = runbook(name);
      assertTrue(text.startsWith("# " + name + "\n\n**Means.** "), name);
      assertEquals(
          List.of("## Look", "## Do", "## Be calm"),
          text.lines().filter(line -> line.startsWith("## ")).toList(),
          name);
    }
  }

  @Test
  void panelsThatRunbooksNameExist() {
    Set<String> titles =
        Infra.dashboards().values().stream()
            .flatMap(dashboard -> Infra.stream(dashboard.get("panels")))
            .map(panel -> panel.get("title").asText())
            .collect(Collectors.toSet());
    for (String name : Infra.alerts().keySet()) {
      Pattern.compile("\"([A-Z][^\"]+)\"")
          .matcher(runbook(name))
          .results()
          .map(panel -> panel.group(1))
          .forEach(panel -> assertTrue(titles.contains(panel), name + ": " + panel));
    }
  }

  /** Each fires in a test of promtool's, and in another case does not. */
  @Test
  void everyAlertIsTested() {
    Map<String, List<JsonNode>> cases =
        Infra.stream(YamlFiles.read(Infra.RULE_TESTS).get("tests"))
            .filter(test -> test.has("alert_rule_test"))
            .flatMap(test -> Infra.stream(test.get("alert_rule_test")))
            .collect(Collectors.groupingBy(test -> test.get("alertname").asText()));
    assertEquals(Infra.alerts().keySet(), cases.keySet());
    cases.forEach(
        (name, own) -> {
          assertTrue(own.stream().anyMatch(test -> !test.get("exp_alerts").isEmpty()), name);
          assertTrue(own.stream().anyMatch(test -> test.get("exp_alerts").isEmpty()), name);
        });
  }

  /** A series that nobody records is empty, and an alert on it silent. */
  @Test
  void whatIsAskedForIsRecorded() {
    Set<String> recorded =
        Infra.rules().stream()
            .filter(rule -> rule.has("record"))
            .map(rule -> rule.get("record").asText())
            .collect(Collectors.toSet());
    Stream<String> queries =
        Stream.concat(
            Infra.rules().stream().map(rule -> rule.get("expr").asText()),
            Infra.dashboards().values().stream().flatMap(DashboardsTest::queries));
    queries.forEach(
        query ->
            Pattern.compile("zoodip:\\w+(:\\w+)?")
                .matcher(query)
                .results()
                .forEach(name -> assertTrue(recorded.contains(name.group()), name.group())));
  }

  /** Helm reads nothing outside of the chart. */
  @Test
  void theChartCarriesTheSameRules() {
    assertEquals(
        YamlFiles.text(Infra.RULES),
        YamlFiles.text(Chart.FOLDER.resolve("files/rules.yaml")),
        "cp infra/prometheus/zoodip.rules.yaml helm/zoodip/files/rules.yaml");
  }

  @Test
  void theChartInstallsThemWithTheInstallsOwnRunbooks() {
    JsonNode rule =
        Chart.withDefaults(
                Map.of(
                    "monitoring.prometheusRule.enabled", "true",
                    "monitoring.prometheusRule.runbooks", "https://wiki.example.org/zoodip"))
            .named("PrometheusRule", "zoodip");
    Set<String> pages =
        Infra.stream(rule.at("/spec/groups"))
            .flatMap(group -> Infra.stream(group.get("rules")))
            .filter(each -> each.has("alert"))
            .map(each -> each.at("/annotations/runbook_url").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Infra.alerts().keySet().stream()
            .map(name -> "https://wiki.example.org/zoodip/" + name + ".md")
            .collect(Collectors.toCollection(TreeSet::new)),
        pages);
  }

  private static String runbook(String alert) {
    return YamlFiles.text(Infra.RUNBOOKS.resolve(alert + ".md"));
  }
}
