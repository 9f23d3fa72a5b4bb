package zoodip.platform.access;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.Optional;
import java.util.regex.Pattern;
import zoodip.v1.AuthorizationProto;
import zoodip.v1.MethodRule;
import zoodip.v1.Role;

/** The rules that stand in the proto files. */
final class MethodRules {
  private static final String OURS = "zoodip.";
  private static final Pattern SCOPE = Pattern.compile("[a-z][A-Za-z]*\\.(read|write)");

  private MethodRules() {}

  /** Whether the rules of a service's methods stand in the proto. */
  static boolean covers(ServiceDescriptor service) {
    return service.getFullName().startsWith(OURS);
  }

  /**
   * Who may call a method of ours.
   *
   * @throws IllegalArgumentException if it has no rule, or one that cannot be followed
   */
  static MethodAccess.Ruled of(MethodDescriptor method) {
    MethodRule rule = method.getOptions().getExtension(AuthorizationProto.rule);
    if (rule.getRole() == Role.ROLE_UNSPECIFIED || rule.getRole() == Role.UNRECOGNIZED) {
      throw unusable(method, "has no (zoodip.v1.rule) with a role");
    }
    if (!SCOPE.matcher(rule.getScope()).matches()) {
      throw unusable(method, "needs a scope such as subjects.read or subjects.write");
    }
    return new MethodAccess.Ruled(rule, tenantField(method, rule));
  }

  private static Optional<TenantField> tenantField(MethodDescriptor method, MethodRule rule) {
    if (rule.getTenantField().isEmpty()) {
      return Optional.empty();
    }
    if (!Caller.isOfTenant(rule.getRole())) {
      throw unusable(method, "names a tenant, but its role belongs to none");
    }
    return Optional.of(TenantField.of(method.getInputType(), rule.getTenantField()));
  }

  private static IllegalArgumentException unusable(MethodDescriptor method, String why) {
    return new IllegalArgumentException(method.getFullName() + " " + why);
  }
}
