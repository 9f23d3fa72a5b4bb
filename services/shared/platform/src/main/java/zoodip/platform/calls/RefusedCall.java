package zoodip.platform.calls;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import zoodip.platform.errors.ServiceErrors;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Ends calls before they begin. */
public final class RefusedCall {
  private RefusedCall() {}

  /** Ends a call with the status of a failure. */
  public static <Q, A> ServerCall.Listener<Q> of(ServerCall<Q, A> call, Throwable reason) {
    close(call, reason);
    return new ServerCall.Listener<>() {};
  }

  /** Ends a call that this process cannot answer now, and that may be tried again. */
  public static <Q, A> ServerCall.Listener<Q> unavailable(ServerCall<Q, A> call, String message) {
    return of(call, new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, message));
  }

  /** As {@link #of}, of a call that listens already. */
  public static void close(ServerCall<?, ?> call, Throwable reason) {
    StatusRuntimeException status = ServiceErrors.status(reason);
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }
}
