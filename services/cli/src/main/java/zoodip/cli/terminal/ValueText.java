package zoodip.cli.terminal;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values of the API are written for people. */
public final class ValueText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private ValueText() {}

  /** {@code int8} of PRECISION_INT8; empty for an unspecified value. */
  public static String of(ProtocolMessageEnum value) {
    if (value.getNumber() == 0) {
      return "";
    }
    return of(value.getValueDescriptor());
  }

  /** A time on this machine's clock; empty if it is unset. */
  public static String of(Timestamp time) {
    if (time.equals(Timestamp.getDefaultInstance())) {
      return "";
    }
    Instant instant = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** The fields that a message has, as {@code --set} takes them: {@code steps=30 estimator=rge}. */
  public static String fields(Message message) {
    return message.getAllFields().entrySet().stream()
        .map(field -> field.getKey().getName() + "=" + value(field.getKey(), field.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** One field of a message, as {@link #fields} has it; empty if it is unset. */
  public static String field(Message message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return message.hasField(field) ? value(field, message.getField(field)) : "";
  }

  private static String value(FieldDescriptor field, Object value) {
    if (field.getJavaType() != FieldDescriptor.JavaType.ENUM) {
      return String.valueOf(value);
    }
    return of((EnumValueDescriptor) value);
  }

  /** {@code rge} of GRADIENT_ESTIMATOR_RGE. */
  public static String of(EnumValueDescriptor constant) {
    String type = constant.getType().getName();
    String prefix = type.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
    return constant.getName().replaceFirst(prefix, "").toLowerCase(Locale.ROOT);
  }
}
