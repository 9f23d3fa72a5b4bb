package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.cli.errors.UsageException;

/** Settings of a plan's file as the text that {@code --set} takes. */
final class SettingTexts {
  private SettingTexts() {}

  /**
   * Names and values; empty if nothing is written.
   *
   * @param where they stand, for errors
   */
  static Map<String, String> of(String where, Map<String, JsonNode> settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (settings != null) {
      settings.forEach(
          (setting, value) -> {
            if (texts.put(name(setting), text(where + ": " + setting, value)) != null) {
              throw new UsageException("%s: %s stands there twice".formatted(where, setting));
            }
          });
    }
    return texts;
  }

  static String name(String setting) {
    return setting.strip().replace('-', '_');
  }

  static String text(String where, JsonNode value) {
    if (value == null || !value.isValueNode() || value.isNull()) {
      throw new UsageException("%s wants one value, not %s".formatted(where, value));
    }
    return value.asText();
  }
}
