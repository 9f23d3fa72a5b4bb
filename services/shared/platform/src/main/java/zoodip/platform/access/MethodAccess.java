package zoodip.platform.access;

import com.google.protobuf.Message;
import java.util.Optional;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.MethodRule;

/** Who may call a method. */
sealed interface MethodAccess {
  /** Whoever reaches the port. */
  record Open() implements MethodAccess {}

  /** Whoever says who they are. */
  record Authenticated() implements MethodAccess {}

  /** Nobody. */
  record Closed() implements MethodAccess {}

  /**
   * Whom the rule permits.
   *
   * @param tenantField what names the tenant in a request; empty if the method is about none
   */
  record Ruled(MethodRule rule, Optional<TenantField> tenantField) implements MethodAccess {}

  /** Why a caller may not call it at all; empty if that depends on the request, or on nothing. */
  default Optional<ServiceException> refusal(Caller caller) {
    if (this instanceof Ruled ruled) {
      return AccessPolicy.refusal(ruled.rule(), caller);
    }
    return this instanceof Closed
        ? Optional.of(
            new ServiceException(
                ErrorReason.ERROR_REASON_PERMISSION_DENIED, "Nobody may call this method here"))
        : Optional.empty();
  }

  /** Whether its requests say which tenant they are about. */
  default boolean namesTenant() {
    return this instanceof Ruled ruled && ruled.tenantField().isPresent();
  }

  /** What looks at the requests of one call of someone who may call it. */
  default RequestCheck requestCheck(Caller caller) {
    return this instanceof Ruled ruled && ruled.tenantField().isPresent()
        ? new TenantCheck(ruled.rule(), ruled.tenantField().get(), caller)
        : request -> Optional.empty();
  }

  /** Says what is wrong with a request, one after the other. */
  interface RequestCheck {
    Optional<ServiceException> problem(Message request);
  }
}
