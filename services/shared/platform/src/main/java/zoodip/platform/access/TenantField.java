package zoodip.platform.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.names.ResourceName;

/**
 * The field of a request that names a tenant, or a resource of one.
 *
 * @param path from the request's own field to the text
 */
record TenantField(List<FieldDescriptor> path) {
  /** Letters of the longest name that is looked at; no resource has one as long. */
  static final int LONGEST = 256;

  private static final Pattern NAME =
      Pattern.compile("(tenants/" + ResourceName.TENANT_ID + ")(?:/.+)?");

  /**
   * Finds the field in the requests of a method.
   *
   * @param path names of fields, with dots between them
   * @throws IllegalArgumentException if requests have no such field, or it is no text
   */
  static TenantField of(Descriptor request, String path) {
    List<FieldDescriptor> fields = new ArrayList<>();
    Descriptor message = request;
    for (String name : path.split("\\.", -1)) {
      FieldDescriptor field = message == null ? null : message.findFieldByName(name);
      if (field == null || field.isRepeated()) {
        throw new IllegalArgumentException(
            "%s has no single field %s".formatted(request.getFullName(), path));
      }
      fields.add(field);
      message = field.getJavaType() == JavaType.MESSAGE ? field.getMessageType() : null;
    }
    if (fields.get(fields.size() - 1).getJavaType() != JavaType.STRING) {
      throw new IllegalArgumentException(
          "%s of %s is no text".formatted(path, request.getFullName()));
    }
    return new TenantField(List.copyOf(fields));
  }

  /** What the request names; empty if nothing. */
  String in(Message request) {
    Message message = request;
    for (FieldDescriptor field : path.subList(0, path.size() - 1)) {
      message = (Message) message.getField(field);
    }
    return (String) message.getField(path.get(path.size() - 1));
  }

  /** {@code tenants/acme} of {@code tenants/acme/subjects/my-dog}; empty if it is no such name. */
  static Optional<String> tenant(String name) {
    Matcher form = NAME.matcher(name);
    return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
  }

  @Override
  public String toString() {
    return String.join(".", path.stream().map(FieldDescriptor::getName).toList());
  }
}
