package zoodip.platform.access;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.ErrorInfo;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import zoodip.contract.ErrorDetails;
import zoodip.events.v1.AuditRecord;
import zoodip.v1.ErrorReason;

/**
 * A call that is kept in an audit before its caller hears how it ended: what a caller knows to be
 * done is in the log. Refusals and failures do not wait for that.
 */
final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private static final String NAME = "name";

  private final CallAudit audit;
  private final MethodAccess access;
  private final AuditRecord.Builder record = AuditRecord.newBuilder();
  private boolean askedTooMuch;

  AuditedCall(ServerCall<Q, A> call, MethodAccess access, CallAudit audit) {
    super(call);
    this.access = access;
    this.audit = audit;
    record
        .setTime(Timestamps.fromMillis(Clock.systemUTC().millis()))
        .setMethod(call.getMethodDescriptor().getFullMethodName())
        .setAddress(address(call));
  }

  /** It is known who calls. */
  synchronized void by(Caller caller) {
    record.setCaller(caller.id()).setRole(caller.role());
  }

  /** A request has come. */
  synchronized void about(Message request) {
    if (access instanceof MethodAccess.Ruled ruled && ruled.tenantField().isPresent()) {
      String named = ruled.tenantField().get().in(request);
      if (!named.isEmpty()) {
        record.setResource(named);
      }
    }
  }

  /** What was asked for is another tenant's; it is kept, whatever the method. */
  synchronized void askedTooMuch() {
    askedTooMuch = true;
  }

  @Override
  public void sendMessage(A message) {
    if (isKept(Status.OK)) {
      synchronized (this) {
        name((Message) message).ifPresent(record::setCreated);
      }
    }
    super.sendMessage(message);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (!isKept(status)) {
      super.close(status, trailers);
      return;
    }
    var kept = audit.keep(whole(status, trailers));
    if (status.isOk()) {
      var unused = kept.whenComplete((nothing, failure) -> super.close(status, trailers));
    } else {
      super.close(status, trailers);
    }
  }

  private synchronized boolean isKept(Status status) {
    if (askedTooMuch) {
      return true;
    }
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED -> true;
      default -> access instanceof MethodAccess.Ruled ruled && audit.keepsPermitted(ruled.rule());
    };
  }

  private synchronized AuditRecord whole(Status status, Metadata trailers) {
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      record.setTraceId(span.getTraceId());
    }
    return record.setCode(status.getCode().value()).setReason(reason(status, trailers)).build();
  }

  private static ErrorReason reason(Status status, Metadata trailers) {
    return ErrorDetails.of(status.asRuntimeException(trailers))
        .first(ErrorInfo.class)
        .map(info -> "ERROR_REASON_" + info.getReason())
        .filter(name -> ErrorReason.getDescriptor().findValueByName(name) != null)
        .map(ErrorReason::valueOf)
        .orElse(ErrorReason.ERROR_REASON_UNSPECIFIED);
  }

  /** The name of what a message shows, or of the first message in it that has one. */
  private static Optional<String> name(Message shown) {
    FieldDescriptor own = shown.getDescriptorForType().findFieldByName(NAME);
    if (own != null && own.getJavaType() == JavaType.STRING && !own.isRepeated()) {
      return Optional.of((String) shown.getField(own)).filter(name -> !name.isEmpty());
    }
    return shown.getDescriptorForType().getFields().stream()
        .filter(field -> field.getJavaType() == JavaType.MESSAGE && !field.isRepeated())
        .filter(shown::hasField)
        .map(field -> (Message) shown.getField(field))
        .filter(inner -> inner.getDescriptorForType().findFieldByName(NAME) != null)
        .findFirst()
        .flatMap(AuditedCall::name);
  }

  private static String address(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }
}
