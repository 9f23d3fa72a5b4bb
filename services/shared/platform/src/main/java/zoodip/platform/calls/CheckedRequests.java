package zoodip.platform.calls;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import java.util.Optional;
import java.util.function.Function;
import zoodip.platform.errors.ServiceException;

/** A call whose requests are looked at before the method sees them; the first bad one ends it. */
public final class CheckedRequests<Q> extends SimpleForwardingServerCallListener<Q> {
  private final ServerCall<Q, ?> call;
  private final Function<Q, Optional<ServiceException>> problem;
  private boolean refused;

  /**
   * @param method what the good requests are for
   * @param problem what is wrong with a request
   */
  public CheckedRequests(
      ServerCall<Q, ?> call,
      ServerCall.Listener<Q> method,
      Function<Q, Optional<ServiceException>> problem) {
    super(method);
    this.call = call;
    this.problem = problem;
  }

  @Override
  public void onMessage(Q request) {
    if (refused) {
      return;
    }
    Optional<ServiceException> found = problem.apply(request);
    if (found.isEmpty()) {
      super.onMessage(request);
    } else {
      refused = true;
      // what has begun to take a stream of messages may have something to clean up
      super.onCancel();
      RefusedCall.close(call, found.get());
    }
  }

  @Override
  public void onCancel() {
    if (!refused) {
      super.onCancel();
    }
  }

  @Override
  public void onHalfClose() {
    if (!refused) {
      super.onHalfClose();
    }
  }
}
