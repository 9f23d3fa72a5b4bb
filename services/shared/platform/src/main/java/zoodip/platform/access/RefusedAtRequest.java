package zoodip.platform.access;

import com.google.protobuf.Message;
import io.grpc.ServerCall;
import zoodip.platform.calls.RefusedCall;
import zoodip.platform.errors.ServiceException;

/**
 * A call that is refused whatever it asks for. It ends at its first request, so that the audit has
 * what that was about; the method sees nothing of it.
 */
final class RefusedAtRequest<Q> extends ServerCall.Listener<Q> {
  private final AuditedCall<Q, ?> call;
  private final ServiceException refusal;
  private boolean closed;

  RefusedAtRequest(AuditedCall<Q, ?> call, ServiceException refusal) {
    this.call = call;
    this.refusal = refusal;
    call.refused();
    call.request(1);
  }

  @Override
  public void onMessage(Q request) {
    if (!closed) {
      call.about((Message) request);
    }
    close();
  }

  @Override
  public void onHalfClose() {
    close();
  }

  private void close() {
    if (!closed) {
      closed = true;
      RefusedCall.close(call, refusal);
    }
  }
}
