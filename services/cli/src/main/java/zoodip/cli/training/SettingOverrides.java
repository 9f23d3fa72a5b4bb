package zoodip.cli.training;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.ValueText;
import zoodip.platform.names.NearestNames;
import zoodip.v1.TrainingSettings;

/** Training settings as people write them: the names of the API, and values as text. */
final class SettingOverrides {
  private SettingOverrides() {}

  /** The names of all settings. */
  static List<String> names() {
    return TrainingSettings.getDescriptor().getFields().stream()
        .map(FieldDescriptor::getName)
        .toList();
  }

  /**
   * Settings of which only those that are named are set.
   *
   * @throws UsageException for an unknown name or a value of the wrong form
   */
  static TrainingSettings of(Map<String, String> values) {
    TrainingSettings.Builder settings = TrainingSettings.newBuilder();
    values.forEach(
        (name, value) -> {
          FieldDescriptor field = field(name);
          settings.setField(field, parsed(field, value.strip()));
        });
    return settings.build();
  }

  private static FieldDescriptor field(String name) {
    FieldDescriptor field =
        TrainingSettings.getDescriptor().findFieldByName(name.strip().replace('-', '_'));
    if (field == null) {
      String near =
          NearestNames.nearest(name, names())
              .map(other -> "; did you mean " + other + "?")
              .orElse("");
      throw new UsageException(
          "There is no setting '%s'%s%nThe settings are %s"
              .formatted(name, near, String.join(", ", names())));
    }
    return field;
  }

  private static Object parsed(FieldDescriptor field, String value) {
    try {
      return switch (field.getJavaType()) {
        case INT -> Integer.valueOf(value);
        case DOUBLE -> Double.valueOf(value);
        case BOOLEAN -> truth(value);
        case ENUM -> constant(field, value);
        default -> throw new IllegalStateException("Settings have no type " + field.getType());
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "%s is %s, not '%s'".formatted(field.getName(), wanted(field), value), e);
    }
  }

  private static boolean truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static EnumValueDescriptor constant(FieldDescriptor field, String value) {
    return field.getEnumType().getValues().stream()
        .filter(constant -> constant.getNumber() != 0)
        .filter(
            constant ->
                ValueText.of(constant).equals(value.toLowerCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(value));
  }

  private static String wanted(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> "a whole number";
      case DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      default ->
          "one of "
              + field.getEnumType().getValues().stream()
                  .filter(constant -> constant.getNumber() != 0)
                  .map(ValueText::of)
                  .collect(Collectors.joining(", "));
    };
  }
}
