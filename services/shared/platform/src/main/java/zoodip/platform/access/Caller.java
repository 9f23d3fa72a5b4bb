package zoodip.platform.access;

import io.grpc.Context;
import java.util.Set;
import zoodip.v1.Role;

/**
 * Who calls.
 *
 * @param id as the audit log names them, for example {@code tenants/acme/apiKeys/k7}; shows no
 *     secret
 * @param role what they are to the tenant, or to the service
 * @param tenant {@code tenants/acme}; empty for services and system admins
 * @param scopes what they are limited to; empty: all that the role may
 */
public record Caller(String id, Role role, String tenant, Set<String> scopes) {
  /** Whoever calls where nobody has to say who they are. */
  static final Caller ANYONE = new Caller("anyone", Role.ROLE_SYSTEM_ADMIN, "", Set.of());

  private static final Context.Key<Caller> KEY = Context.key("zoodip-caller");

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** A caller without a tenant, and without limits to scopes. */
  static Caller of(String id, Role role) {
    return new Caller(id, role, "", Set.of());
  }

  /**
   * Who makes the call that is being answered.
   *
   * @throws IllegalStateException outside a call
   */
  public static Caller current() {
    Caller caller = KEY.get();
    if (caller == null) {
      throw new IllegalStateException("No call is being answered on this thread");
    }
    return caller;
  }

  /** The present gRPC context, with this caller. */
  Context context() {
    return Context.current().withValue(KEY, this);
  }

  /** Whether the role, of a tenant, is the caller's own or less, and the scopes are none more. */
  public boolean covers(Role other, Set<String> otherScopes) {
    boolean scopesCovered =
        scopes.isEmpty() || (!otherScopes.isEmpty() && scopes.containsAll(otherScopes));
    return scopesCovered && (role == Role.ROLE_SYSTEM_ADMIN || includes(other));
  }

  /** Whether the caller's role of a tenant is that one or more. */
  boolean includes(Role other) {
    return isOfTenant(role) && isOfTenant(other) && role.getNumber() >= other.getNumber();
  }

  /** Whether a role is one that callers have in a tenant. */
  public static boolean isOfTenant(Role role) {
    return switch (role) {
      case ROLE_VIEWER, ROLE_MEMBER, ROLE_ADMIN -> true;
      case ROLE_SERVICE, ROLE_SYSTEM_ADMIN, ROLE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }
}
