package zoodip.gateway.tokens;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.Caller;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.Role;

/** What a token's claims say of who calls. */
final class TokenClaims {
  private static final Pattern TENANT = Pattern.compile(ResourceName.TENANT_ID);
  private static final Map<String, Role> TENANT_ROLES =
      Map.of("viewer", Role.ROLE_VIEWER, "member", Role.ROLE_MEMBER, "admin", Role.ROLE_ADMIN);

  /** Of a caller who is limited to nothing; no set at all would be no limit. */
  private static final Set<String> NO_SCOPE = Set.of("none");

  private final String tenantClaim;
  private final String roleClaim;
  private final Optional<String> scopeClaim;
  private final Optional<String> serviceRole;
  private final Optional<String> systemAdminRole;

  TokenClaims(GatewayConfig.Tokens config) {
    tenantClaim = config.tenantClaim();
    roleClaim = config.roleClaim();
    scopeClaim = config.scopeClaim();
    serviceRole = config.serviceRole();
    systemAdminRole = config.systemAdminRole();
  }

  /**
   * The caller.
   *
   * @throws ServiceException UNAUTHENTICATED if the claims name no role, or no tenant for it
   */
  Caller caller(JwtClaims claims) {
    Role role = role(texts(claims, roleClaim));
    String tenant = Caller.isOfTenant(role) ? tenant(texts(claims, tenantClaim)) : "";
    return new Caller("tokens/" + subject(claims), role, tenant, scopes(claims));
  }

  private static String subject(JwtClaims claims) {
    return String.valueOf(claims.getClaimValue("sub"));
  }

  /** The greatest of those that are named; other words may stand beside them. */
  private Role role(List<String> named) {
    return named.stream()
        .map(this::role)
        .flatMap(Optional::stream)
        .max(Comparator.comparingInt(Role::getNumber))
        .orElseThrow(
            () -> unusable("its claim %s names no role that is known here".formatted(roleClaim)));
  }

  /** Words for more than a tenant are those of the settings alone: others use the claim, too. */
  private Optional<Role> role(String name) {
    if (systemAdminRole.filter(name::equals).isPresent()) {
      return Optional.of(Role.ROLE_SYSTEM_ADMIN);
    }
    return serviceRole.filter(name::equals).isPresent()
        ? Optional.of(Role.ROLE_SERVICE)
        : Optional.ofNullable(TENANT_ROLES.get(name.toLowerCase(Locale.ROOT)));
  }

  private String tenant(List<String> named) {
    if (named.size() != 1 || !TENANT.matcher(named.get(0)).matches()) {
      throw unusable("its claim %s names no tenant".formatted(tenantClaim));
    }
    return "tenants/" + named.get(0);
  }

  /** A token that is limited to scopes, none of which is ours, may nothing. */
  private Set<String> scopes(JwtClaims claims) {
    if (scopeClaim.isEmpty()) {
      return Set.of();
    }
    Set<String> scopes =
        texts(claims, scopeClaim.get()).stream()
            .flatMap(text -> Stream.of(text.split(" ")))
            .collect(Collectors.toSet());
    return scopes.isEmpty() ? NO_SCOPE : scopes;
  }

  /** The texts of a claim; slashes lead into claims of claims. */
  private static List<String> texts(JwtClaims claims, String path) {
    Object value = claims.getClaimsMap();
    if (claims.hasClaim(path)) {
      value = claims.getClaimValue(path);
    } else {
      for (String name : path.split("/")) {
        value = value instanceof Map<?, ?> map ? map.get(name) : null;
      }
    }
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).toList()
        : Stream.ofNullable(value).map(String::valueOf).toList();
  }

  private static ServiceException unusable(String why) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_UNAUTHENTICATED, "The token does not do here: " + why);
  }
}
