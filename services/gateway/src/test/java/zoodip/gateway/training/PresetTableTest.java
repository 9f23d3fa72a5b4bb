package zoodip.gateway.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.gateway.contract.MarkdownTable;
import zoodip.v1.Precision;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

/** The reference's table of presets is what the presets are. */
class PresetTableTest {
  private static final String DEFAULT = "default";

  /** In the tables, but set by the model or by another setting. */
  private static final Set<String> DERIVED = Set.of("resolution", "final_learning_rate");

  @ParameterizedTest
  @MethodSource("methods")
  void hasEverySettingOfEveryPreset(TrainingMethod method) {
    Map<String, Map<String, String>> told = rows(method);
    TrainingSettings common = Presets.common(method);

    for (FieldDescriptor field : TrainingSettings.getDescriptor().getFields()) {
      String name = field.getName();
      boolean derived =
          DERIVED.contains(name) && (common.hasLearningRate() || !name.contains("rate"))
              || common.hasBasisInterval() && name.equals("basis_interval_most");
      Map<String, String> row = told.get(name);
      assertEquals(common.hasField(field) || derived, row != null, name);
      if (common.hasField(field)) {
        assertEquals(text(common, field), row.get(DEFAULT), name);
      }
      for (String preset : row == null ? Set.<String>of() : presets(method)) {
        TrainingSettings settings = Presets.named(preset).orElseThrow().settings();
        String value = settings.hasField(field) ? text(settings, field) : row.get(DEFAULT);
        assertEquals(value, row.get(preset), preset + "'s " + name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void hasThePresetsThatThereAreAndTheirPrecisions(TrainingMethod method) {
    Map<String, String> precisions = rows(method).get("precision");

    List<String> columns = precisions.keySet().stream().toList();
    assertEquals(presets(method).size(), columns.size() - 3, columns.toString());
    for (String preset : presets(method)) {
      String precision =
          Presets.named(preset)
              .orElseThrow()
              .precision()
              .map(Precision::name)
              .map(name -> name.substring("PRECISION_".length()))
              .orElse(precisions.get(DEFAULT));
      assertEquals(precision, precisions.get(preset), preset);
    }
  }

  static List<TrainingMethod> methods() {
    return MethodSettings.KNOWN;
  }

  private static TrainingMethod method(String preset) {
    return Presets.named(preset).orElseThrow().settings().getMethod();
  }

  private static Set<String> presets(TrainingMethod method) {
    return Presets.names().stream()
        .filter(preset -> method(preset) == method)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each method has a table, with a column for each of its presets. */
  private static Map<String, Map<String, String>> rows(TrainingMethod method) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    String ofTable = "";
    for (Map<String, String> row : MarkdownTable.of("field")) {
      if (row.get("field").equals("method")) {
        ofTable = row.get(DEFAULT);
      }
      if (ofTable.equals(MethodSettings.name(method))) {
        rows.putIfAbsent(row.get("field"), row);
      }
    }
    return rows;
  }

  private static String text(TrainingSettings settings, FieldDescriptor field) {
    Object value = settings.getField(field);
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
    if (value instanceof EnumValueDescriptor choice) {
      return choice.getName().replace("GRADIENT_ESTIMATOR_", "").replace("TRAINING_METHOD_", "");
    }
    return value.toString();
  }
}
