package zoodip.contract;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients, and messages that are stored, rely on: every message, field, enum value, service
 * and method with all that must stay as it is. Fields and enum values are found by number.
 */
final class Contract {
  private final Map<String, Map<String, String>> elements = new TreeMap<>();

  private Contract() {}

  static Contract of(FileDescriptorSet files) {
    Contract contract = new Contract();
    files.getFileList().forEach(contract::add);
    return contract;
  }

  /** Kind and place of an element, for example "field 3 of zoodip.v1.Subject", to its traits. */
  Map<String, Map<String, String>> elements() {
    return elements;
  }

  private void add(FileDescriptorProto file) {
    file.getMessageTypeList().forEach(message -> add(file.getPackage(), message));
    file.getEnumTypeList().forEach(type -> add(file.getPackage(), type));
    file.getServiceList().forEach(service -> add(file.getPackage(), service));
  }

  private void add(String scope, DescriptorProto message) {
    String name = scope + "." + message.getName();
    elements.put("message " + name, Map.of());
    for (FieldDescriptorProto field : message.getFieldList()) {
      elements.put("field %d of %s".formatted(field.getNumber(), name), traits(message, field));
    }
    message.getNestedTypeList().forEach(nested -> add(name, nested));
    message.getEnumTypeList().forEach(nested -> add(name, nested));
  }

  private static Map<String, String> traits(DescriptorProto message, FieldDescriptorProto field) {
    boolean inOneof = field.hasOneofIndex() && !field.getProto3Optional();
    Map<String, String> traits = new LinkedHashMap<>();
    traits.put("name", field.getName());
    traits.put(
        "type",
        field.getTypeName().isEmpty()
            ? field.getType().name().replace("TYPE_", "").toLowerCase(java.util.Locale.ROOT)
            : field.getTypeName().substring(1));
    traits.put("cardinality", cardinality(field));
    traits.put("oneof", inOneof ? message.getOneofDecl(field.getOneofIndex()).getName() : "none");
    return traits;
  }

  private static String cardinality(FieldDescriptorProto field) {
    if (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED) {
      return "repeated";
    }
    return field.getProto3Optional() ? "optional" : "single";
  }

  private void add(String scope, EnumDescriptorProto type) {
    String name = scope + "." + type.getName();
    elements.put("enum " + name, Map.of());
    type.getValueList()
        .forEach(
            value ->
                elements.put(
                    "value %d of %s".formatted(value.getNumber(), name),
                    Map.of("name", value.getName())));
  }

  private void add(String scope, ServiceDescriptorProto service) {
    String name = scope + "." + service.getName();
    elements.put("service " + name, Map.of());
    service
        .getMethodList()
        .forEach(
            method -> {
              Map<String, String> traits = new LinkedHashMap<>();
              traits.put("request", method.getInputType().substring(1));
              traits.put("response", method.getOutputType().substring(1));
              traits.put("client streaming", Boolean.toString(method.getClientStreaming()));
              traits.put("server streaming", Boolean.toString(method.getServerStreaming()));
              elements.put("method %s of %s".formatted(method.getName(), name), traits);
            });
  }
}
