package zoodip.gateway.calls;

import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Ends calls that this gateway cannot answer now, and that may be tried again. */
final class UnavailableCall {
  private UnavailableCall() {}

  static <Q, A> ServerCall.Listener<Q> of(ServerCall<Q, A> call, String message) {
    StatusRuntimeException status =
        new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, message).toStatus();
    call.close(status.getStatus(), status.getTrailers());
    return new ServerCall.Listener<>() {};
  }
}
