package zoodip.gateway.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import zoodip.gateway.contract.MarkdownTable;
import zoodip.v1.Precision;
import zoodip.v1.TrainingSettings;

/** The reference's table of presets is what the presets are. */
class PresetTableTest {
  private static final String DEFAULT = "default";

  @Test
  void hasEverySettingOfEveryPreset() {
    Map<String, Map<String, String>> told = rows();

    for (FieldDescriptor field : TrainingSettings.getDescriptor().getFields()) {
      Map<String, String> row = told.get(field.getName());
      assertTrue(row != null, "The reference leaves out " + field.getName());
      if (Presets.COMMON.hasField(field)) {
        assertEquals(text(Presets.COMMON, field), row.get(DEFAULT), field.getName());
      }
      for (String preset : Presets.names()) {
        TrainingSettings settings = Presets.named(preset).orElseThrow().settings();
        String value = settings.hasField(field) ? text(settings, field) : row.get(DEFAULT);
        assertEquals(value, row.get(preset), preset + "'s " + field.getName());
      }
    }
  }

  @Test
  void hasThePresetsThatThereAreAndTheirPrecisions() {
    Map<String, String> precisions = rows().get("precision");

    List<String> columns = precisions.keySet().stream().toList();
    assertEquals(Presets.names().size(), columns.size() - 3, columns.toString());
    for (String preset : Presets.names()) {
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

  /** The tables of settings have a column of this name; that of presets is the first. */
  private static Map<String, Map<String, String>> rows() {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    for (Map<String, String> row : MarkdownTable.of("field")) {
      if (row.containsKey("sd15")) {
        rows.put(row.get("field"), row);
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
      return choice.getName().replace("GRADIENT_ESTIMATOR_", "");
    }
    return value.toString();
  }
}
