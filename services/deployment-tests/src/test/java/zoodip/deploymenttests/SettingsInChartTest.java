package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a service can be set to, the chart can set. */
class SettingsInChartTest {
  private static final String WHAT_TO_DO =
      """
      The settings of services and those of the chart differ. A new setting gets its place in helm/zoodip/values.schema.json:
      a key of the settings of each service that has it, or, if users set it often, a value of its own with "x-setting"
      (and its line in values.yaml and templates/_settings.tpl). One that the chart works out is in "x-computed-settings".
      """;

  @Test
  void everySettingHasItsPlaceInTheChart() throws Exception {
    Set<String> settings = new TreeSet<>();
    for (Class<?> type : ServiceSettings.interfaces().values()) {
      settings.addAll(ServiceSettings.of(type));
    }
    assertTrue(settings.contains("gateway.fold.store") && settings.contains("work.gateway.target"));

    Set<String> chart = new TreeSet<>();
    collect(schema(), chart);
    assertEquals(String.join("\n", settings), String.join("\n", chart), WHAT_TO_DO);
  }

  /** With a setting that it does not know, a service ends at its start. */
  @ParameterizedTest
  @ValueSource(strings = {"gateway", "trainer", "inference", "evaluator"})
  void aServiceIsOfferedOnlySettingsThatItKnows(String service) throws Exception {
    Set<String> known = new TreeSet<>();
    for (Map.Entry<String, Class<?>> mapped : ServiceSettings.interfaces().entrySet()) {
      if (modules(service).contains(mapped.getKey().replaceAll("/.*", ""))) {
        known.addAll(ServiceSettings.of(mapped.getValue()));
      }
    }
    JsonNode properties = schema().at("/properties/" + service + "/properties/settings/properties");
    if (properties.isMissingNode()) {
      properties = schema().at("/$defs/" + service + "/properties/settings/properties");
    }
    Set<String> offered = new TreeSet<>();
    properties.fieldNames().forEachRemaining(offered::add);

    assertTrue(offered.size() > 5, offered::toString);
    offered.removeAll(known);
    assertEquals(Set.of(), offered);
  }

  private static List<String> modules(String service) {
    return service.equals("gateway")
        ? List.of(service, "platform")
        : List.of(service, "platform", "provenance");
  }

  private static JsonNode schema() throws Exception {
    return new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
  }

  private static void collect(JsonNode node, Set<String> settings) {
    addTexts(node.path("x-setting"), settings);
    addTexts(node.path("x-computed-settings"), settings);
    node.at("/settings/properties").fieldNames().forEachRemaining(settings::add);
    node.forEach(child -> collect(child, settings));
  }

  private static void addTexts(JsonNode node, Set<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    } else if (node.isArray()) {
      node.forEach(item -> texts.add(item.asText()));
    }
  }
}
