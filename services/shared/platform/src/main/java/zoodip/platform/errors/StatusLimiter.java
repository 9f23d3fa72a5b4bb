package zoodip.platform.errors;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Cuts what a call ends with, whoever said it, to what every client takes. */
@ApplicationScoped
@GlobalInterceptor
public class StatusLimiter implements ServerInterceptor {
  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(bounded(status), bounded(trailers));
          }
        },
        headers);
  }

  static Status bounded(Status status) {
    String description = status.getDescription();
    return description == null
        ? status
        : status.withDescription(TrailerLimits.message(description));
  }

  /** Details that are too long are left out: half of them would be none. */
  static Metadata bounded(Metadata trailers) {
    return TrailerLimits.size(trailers) <= TrailerLimits.TRAILERS ? trailers : new Metadata();
  }
}
