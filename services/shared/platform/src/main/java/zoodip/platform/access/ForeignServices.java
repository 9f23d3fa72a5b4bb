package zoodip.platform.access;

import java.util.Map;
import java.util.Optional;
import zoodip.platform.access.AccessConfig.ForeignAccess;
import zoodip.v1.MethodRule;
import zoodip.v1.Role;

/** The services whose methods are not ours to put rules on, each with who may call it. */
final class ForeignServices {
  private static final MethodRule SERVICES =
      MethodRule.newBuilder().setRole(Role.ROLE_SERVICE).build();

  private final Map<String, ForeignAccess> table;

  ForeignServices(AccessConfig config) {
    table =
        Map.of(
            "grpc.health.v1.Health", config.health(),
            "grpc.reflection.v1.ServerReflection", config.reflection(),
            "grpc.reflection.v1alpha.ServerReflection", config.reflection(),
            "externalscaler.ExternalScaler", config.scaler());
  }

  /** Who may call a service's methods; empty if nothing is known of it. */
  Optional<MethodAccess> access(String service) {
    return Optional.ofNullable(table.get(service)).map(ForeignServices::access);
  }

  private static MethodAccess access(ForeignAccess access) {
    return switch (access) {
      case OPEN -> new MethodAccess.Open();
      case AUTHENTICATED -> new MethodAccess.Authenticated();
      case SERVICE -> new MethodAccess.Ruled(SERVICES, Optional.empty());
      case CLOSED -> new MethodAccess.Closed();
    };
  }
}
