package zoodip.gateway.calls;

import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Ends calls that this gateway cannot answer now, and that may be tried again. */
final class UnavailableCall {
  private UnavailableCall() {}

  static <Q, A> ServerCall.Listener<Q> of(ServerCall<Q, A> call, String why) {
    StatusRuntimeException refusal =
        new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, why).toStatus();
    call.close(refusal.getStatus(), refusal.getTrailers());
    return new ServerCall.Listener<>() {};
  }
}
