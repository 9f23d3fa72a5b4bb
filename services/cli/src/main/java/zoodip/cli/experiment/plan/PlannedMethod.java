package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;
import zoodip.v1.Precision;

/**
 * A method as a plan's file describes it; what is not written is null.
 *
 * @param sweep the values of settings, whose product the method's variants are
 */
@JsonNaming(SnakeCaseStrategy.class)
record PlannedMethod(
    String name,
    String preset,
    String precision,
    Map<String, JsonNode> settings,
    Map<String, List<JsonNode>> sweep) {
  private static final int MOST_VARIANTS = 10_000;

  /** Names go into tables and the names of files. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._+-]{0,39}";

  /**
   * The variants: one for each combination of swept values.
   *
   * @throws UsageException if the method is not described well
   */
  List<MethodVariant> variants() {
    if (name == null || !name.matches(NAME)) {
      throw new UsageException(
          "a method's name is of up to 40 letters, digits, spaces and ._+-, not '%s'"
              .formatted(name));
    }
    Map<String, String> fixed = SettingTexts.of(where(), settings);
    List<Map<String, String>> combinations = combinations();
    for (String setting : combinations.get(0).keySet()) {
      if (fixed.containsKey(setting)) {
        throw new UsageException(
            "%s: %s stands in settings and in sweep; say it once".formatted(where(), setting));
      }
    }
    return combinations.stream().map(swept -> variant(fixed, swept)).toList();
  }

  private MethodVariant variant(Map<String, String> fixed, Map<String, String> swept) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.putAll(swept);
    String values =
        swept.entrySet().stream()
            .map(value -> " " + value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining());
    MethodVariant variant =
        new MethodVariant(name, name + values, preset == null ? "" : preset, weights(), all, swept);
    try {
      // names and forms of values are known here; what fits together the server knows
      variant.trainingSettings();
    } catch (UsageException e) {
      throw new UsageException(where() + ": " + e.getMessage(), e);
    }
    return variant;
  }

  private Precision weights() {
    if (precision == null) {
      return Precision.PRECISION_UNSPECIFIED;
    }
    List<String> known =
        Stream.of(Precision.values())
            .filter(each -> each != Precision.PRECISION_UNSPECIFIED)
            .filter(each -> each != Precision.UNRECOGNIZED)
            .map(each -> each.name().substring("PRECISION_".length()).toLowerCase(Locale.ROOT))
            .toList();
    if (!known.contains(precision)) {
      throw new UsageException(
          "%s: precision is one of %s, not '%s'"
              .formatted(where(), String.join(", ", known), precision));
    }
    return Precision.valueOf("PRECISION_" + precision.toUpperCase(Locale.ROOT));
  }

  private List<Map<String, String>> combinations() {
    List<List<Map.Entry<String, String>>> lists = new ArrayList<>();
    if (sweep != null) {
      sweep.forEach((setting, values) -> lists.add(values(setting, values)));
    }
    long product = 1;
    for (List<Map.Entry<String, String>> list : lists) {
      product = Math.min(MOST_VARIANTS + 1L, product * list.size());
    }
    if (product > MOST_VARIANTS) {
      throw new UsageException(
          "%s: sweep makes more than %,d variants; sweep fewer values"
              .formatted(where(), MOST_VARIANTS));
    }
    return Lists.cartesianProduct(lists).stream().map(PlannedMethod::map).toList();
  }

  private List<Map.Entry<String, String>> values(String setting, List<JsonNode> values) {
    if (values == null || values.isEmpty()) {
      throw new UsageException("%s: sweep of %s has no values".formatted(where(), setting));
    }
    String plain = SettingTexts.name(setting);
    return values.stream()
        .map(value -> Map.entry(plain, SettingTexts.text(where() + ": " + setting, value)))
        .toList();
  }

  private static Map<String, String> map(List<Map.Entry<String, String>> entries) {
    Map<String, String> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }

  private String where() {
    return "method '" + name + "'";
  }
}
