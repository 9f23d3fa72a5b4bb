package zoodip.platform.access;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.MethodRule;
import zoodip.v1.Role;

/** Whether a caller may do what a method does. Pure functions of the rule, the caller, the name. */
final class AccessPolicy {
  private AccessPolicy() {}

  /** Why the caller may not call a method with that rule, whatever the request. */
  static Optional<ServiceException> refusal(MethodRule rule, Caller caller) {
    if (!hasRole(rule, caller)) {
      return Optional.of(denied(rule, "needs the role " + title(rule.getRole()), caller));
    }
    if (!caller.scopes().isEmpty() && !caller.scopes().contains(rule.getScope())) {
      return Optional.of(denied(rule, "needs the scope " + rule.getScope(), caller));
    }
    return Optional.empty();
  }

  /**
   * Why a caller whom the rule permits may not name that tenant or resource of a tenant.
   *
   * @param name {@code tenants/acme} or {@code tenants/acme/subjects/my-dog}
   */
  static Optional<ServiceException> refusal(MethodRule rule, Caller caller, String name) {
    if (caller.role() == Role.ROLE_SYSTEM_ADMIN && rule.getSystemAdmin()
        || TenantField.tenant(name).filter(caller.tenant()::equals).isPresent()) {
      return Optional.empty();
    }
    Optional<ErrorReason> missing = notFound(name);
    return Optional.of(
        missing.isPresent()
            ? new ServiceException(missing.get(), "There is no " + name)
            : denied(rule, "was asked for " + name, caller));
  }

  private static boolean hasRole(MethodRule rule, Caller caller) {
    return caller.role() == rule.getRole() && rule.getRole() != Role.ROLE_UNSPECIFIED
        || caller.role() == Role.ROLE_SYSTEM_ADMIN && rule.getSystemAdmin()
        || caller.includes(rule.getRole());
  }

  /** The reason by which a resource of that kind is missing; empty for a tenant itself. */
  private static Optional<ErrorReason> notFound(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length < 4) {
      return Optional.empty();
    }
    String kind = parts[2].replaceFirst("s$", "").replaceAll("([A-Z])", "_$1");
    String reason = "ERROR_REASON_" + kind.toUpperCase(Locale.ROOT) + "_NOT_FOUND";
    return Stream.of(ErrorReason.values()).filter(known -> known.name().equals(reason)).findFirst();
  }

  private static ServiceException denied(MethodRule rule, String what, Caller caller) {
    String place = caller.tenant().isEmpty() ? "" : " in " + caller.tenant();
    return new ServiceException(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        "This method %s, and %s is %s%s; ask whoever manages access for more"
            .formatted(what, caller.id(), title(caller.role()), place),
        Map.of("role", title(rule.getRole()), "scope", rule.getScope()));
  }

  /** As people write it: {@code SYSTEM_ADMIN}. */
  private static String title(Role role) {
    return role.name().replaceFirst("^ROLE_", "");
  }
}
