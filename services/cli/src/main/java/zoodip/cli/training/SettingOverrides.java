package zoodip.cli.training;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.ValueText;
import zoodip.platform.names.NearestNames;
import zoodip.v1.TrainingSettings;

/** Settings as people write them: the names of the API, and values as text. */
public final class SettingOverrides {
  private SettingOverrides() {}

  /** The names of all settings of a training. */
  static List<String> names() {
    return names(TrainingSettings.getDescriptor());
  }

  /**
   * Settings of a training of which only those that are named are set.
   *
   * @throws UsageException for an unknown name or a value of the wrong form
   */
  public static TrainingSettings of(Map<String, String> values) {
    return set(TrainingSettings.newBuilder(), values).build();
  }

  /**
   * Sets the fields that are named.
   *
   * @throws UsageException for an unknown name or a value of the wrong form
   */
  public static <B extends Message.Builder> B set(B settings, Map<String, String> values) {
    values.forEach(
        (name, value) -> {
          FieldDescriptor field = field(settings.getDescriptorForType(), name);
          settings.setField(field, parsed(field, value.strip()));
        });
    return settings;
  }

  private static List<String> names(Descriptor settings) {
    return settings.getFields().stream().map(FieldDescriptor::getName).toList();
  }

  private static FieldDescriptor field(Descriptor settings, String name) {
    FieldDescriptor field = settings.findFieldByName(name.strip().replace('-', '_'));
    if (field == null) {
      String near = NearestNames.suggestion(name, names(settings));
      throw new UsageException(
          "There is no setting '%s'%s%nThe settings are %s"
              .formatted(name, near, String.join(", ", names(settings))));
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
        case STRING -> value;
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
