package zoodip.platform.errors;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import zoodip.v1.ErrorReason;

/**
 * Turns whatever ends a gRPC call into what its caller may see. A failure that nobody foresaw is
 * logged under an id, and only the id goes out.
 */
@ApplicationScoped
public class ServiceErrors implements ExceptionHandlerProvider {
  private static final Logger LOG = Logger.getLogger(ServiceErrors.class);

  /** The status that a failure is answered with; one that is a status already stays as it is. */
  public static StatusRuntimeException status(Throwable failure) {
    if (failure instanceof StatusRuntimeException status) {
      return status;
    }
    if (failure instanceof StatusException status) {
      return new StatusRuntimeException(status.getStatus(), status.getTrailers());
    }
    return known(failure).toStatus();
  }

  @Override
  public <Q, A> ExceptionHandler<Q, A> createHandler(
      ServerCall.Listener<Q> listener, ServerCall<Q, A> call, Metadata headers) {
    return new ExceptionHandler<>(listener, call, headers) {
      @Override
      protected void handleException(Throwable failure, ServerCall<Q, A> call, Metadata headers) {
        StatusRuntimeException answer = status(failure);
        Metadata trailers = answer.getTrailers();
        call.close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    };
  }

  @Override
  public Throwable transform(Throwable failure) {
    return status(failure);
  }

  private static ServiceException known(Throwable failure) {
    if (failure instanceof ServiceException known) {
      return loggedIfOurs(known);
    }
    return failure instanceof BackendException backend
        ? loggedIfOurs(backend.forCaller())
        : unforeseen(failure);
  }

  private static ServiceException loggedIfOurs(ServiceException known) {
    Status.Code code = known.toStatus().getStatus().getCode();
    if (code == Status.Code.UNAVAILABLE || code == Status.Code.INTERNAL) {
      LOG.warn("A call failed", known);
    }
    return known;
  }

  private static ServiceException unforeseen(Throwable failure) {
    String id = UUID.randomUUID().toString();
    LOG.errorf(failure, "Unforeseen failure %s", id);
    return new ServiceException(
        ErrorReason.ERROR_REASON_INTERNAL,
        "A defect of the service; its log tells more under " + id,
        failure);
  }
}
