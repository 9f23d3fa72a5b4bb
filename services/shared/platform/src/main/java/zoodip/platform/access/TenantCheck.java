package zoodip.platform.access;

import com.google.protobuf.Message;
import java.util.Optional;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.ErrorReason;
import zoodip.v1.MethodRule;

/** Whether the requests of one call are about what its caller may see. Not thread-safe. */
final class TenantCheck implements MethodAccess.RequestCheck {
  private final MethodRule rule;
  private final TenantField field;
  private final Caller caller;
  private boolean admitted;

  TenantCheck(MethodRule rule, TenantField field, Caller caller) {
    this.rule = rule;
    this.field = field;
    this.caller = caller;
  }

  /** Nothing passes before a name was seen; of a stream, the requests after it need none. */
  @Override
  public Optional<ServiceException> problem(Message request) {
    if (MalformedRequests.is(request)) {
      return Optional.of(MalformedRequests.refusal(request));
    }
    String name = field.in(request);
    if (name.isEmpty() && admitted) {
      return Optional.empty();
    }
    if (name.length() > TenantField.LONGEST) {
      return Optional.of(
          ServiceException.invalid(
              ErrorReason.ERROR_REASON_INVALID_REQUEST,
              field.toString(),
              "has %d characters; no name has more than %d"
                  .formatted(name.length(), TenantField.LONGEST)));
    }
    if (TenantField.tenant(name).isEmpty()) {
      return Optional.of(
          ServiceException.invalid(
              ErrorReason.ERROR_REASON_INVALID_REQUEST,
              field.toString(),
              "names no tenant; write tenants/{tenant}, or the name of a resource of one"));
    }
    Optional<ServiceException> refusal = AccessPolicy.refusal(rule, caller, name);
    admitted = refusal.isEmpty();
    return refusal;
  }
}
