package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards work in any Grafana that they are imported into. */
class DashboardsTest {
  private static final Map<String, JsonNode> DASHBOARDS = Infra.dashboards();

  /** What a dashboard asks Prometheus for. */
  static Stream<String> queries(JsonNode dashboard) {
    return Infra.panels(dashboard).stream()
        .flatMap(panel -> Infra.stream(panel.get("targets")))
        .map(target -> target.get("expr").asText());
  }

  @Test
  void namesAreUnique() {
    Set<String> titles = new HashSet<>();
    assertEquals(5, DASHBOARDS.size());
    DASHBOARDS.forEach(
        (file, dashboard) -> {
          assertEquals(file, dashboard.get("uid").asText() + ".json");
          assertTrue(titles.add(dashboard.get("title").asText()), file);
          assertUnique(file, dashboard, "id");
          assertUnique(file, dashboard, "title");
        });
  }

  @Test
  void theDataSourceAndTheInstallAreChosen() {
    DASHBOARDS.forEach(
        (file, dashboard) -> {
          List<String> variables =
              Infra.stream(dashboard.at("/templating/list"))
                  .map(variable -> variable.get("name").asText())
                  .toList();
          assertEquals(List.of("datasource", "namespace"), variables, file);
          for (JsonNode panel : Infra.panels(dashboard)) {
            assertEquals("${datasource}", panel.at("/datasource/uid").asText(), file);
            for (JsonNode target : panel.get("targets")) {
              assertEquals("${datasource}", target.at("/datasource/uid").asText(), file);
            }
          }
          queries(dashboard)
              .forEach(query -> assertTrue(query.contains("namespace=~\"$namespace\""), query));
        });
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhatUnit() {
    DASHBOARDS
        .values()
        .forEach(
            dashboard ->
                Infra.panels(dashboard)
                    .forEach(
                        panel -> {
                          String title = panel.get("title").asText();
                          assertTrue(panel.path("description").asText().length() > 20, title);
                          assertFalse(
                              panel.at("/fieldConfig/defaults/unit").asText().isEmpty(), title);
                          assertFalse(panel.get("targets").isEmpty(), title);
                        }));
  }

  @Test
  void panelsDoNotCoverEachOther() {
    DASHBOARDS.forEach(
        (file, dashboard) -> {
          Set<String> cells = new HashSet<>();
          Infra.stream(dashboard.get("panels"))
              .flatMap(panel -> cells(panel.get("gridPos")))
              .forEach(cell -> assertTrue(cells.add(cell), file + " " + cell));
        });
  }

  private static Stream<String> cells(JsonNode place) {
    int x = place.get("x").asInt();
    int y = place.get("y").asInt();
    assertTrue(x + place.get("w").asInt() <= 24, place::toString);
    return IntStream.range(x, x + place.get("w").asInt())
        .boxed()
        .flatMap(
            column ->
                IntStream.range(y, y + place.get("h").asInt()).mapToObj(row -> column + "," + row));
  }

  private static void assertUnique(String file, JsonNode dashboard, String key) {
    Set<String> seen = new HashSet<>();
    Infra.stream(dashboard.get("panels"))
        .map(panel -> panel.get(key).asText())
        .forEach(value -> assertTrue(seen.add(value), file + " " + key + " " + value));
  }
}
