package zoodip.platform.access;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.ErrorInfo;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import zoodip.contract.ErrorDetails;
import zoodip.events.v1.AuditRecord;
import zoodip.v1.ErrorReason;

/**
 * A call that is kept in an audit before its caller hears how it ended: what a caller knows to be
 * done is in the log. Refusals and failures do not wait for that, and neither do those whose caller
 * went away.
 */
final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private static final String NAME = "name";
  private static final String VALIDATE_ONLY = "validate_only";

  private final CallAudit audit;
  private final MethodAccess access;
  private final AuditRecord.Builder record = AuditRecord.newBuilder();
  private final boolean makes;
  private boolean validatesOnly;
  private boolean refused;
  private boolean ended;

  AuditedCall(ServerCall<Q, A> call, MethodAccess access, CallAudit audit) {
    super(call);
    this.access = access;
    this.audit = audit;
    makes = makes(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
    record
        .setTime(Timestamps.fromMillis(Clock.systemUTC().millis()))
        .setMethod(call.getMethodDescriptor().getFullMethodName())
        .setAddress(address(call));
  }

  /** It is known who calls. */
  synchronized void by(Caller caller) {
    record.setCaller(caller.id()).setRole(caller.role());
  }

  /**
   * A request has come, which nobody has looked at: of what it names, no more is kept than fits.
   */
  synchronized void about(Message request) {
    validatesOnly |= validatesOnly(request);
    if (access instanceof MethodAccess.Ruled ruled && ruled.tenantField().isPresent()) {
      String named = ruled.tenantField().get().in(request);
      if (!named.isEmpty()) {
        record.setResource(named.substring(0, Math.min(named.length(), TenantField.LONGEST)));
      }
    }
  }

  /** The caller may not do what was asked for; it is kept, whatever the method. */
  synchronized void refused() {
    refused = true;
  }

  /** Listens for the caller going away, which ends the call without {@link #close}. */
  ServerCall.Listener<Q> watched(ServerCall.Listener<Q> listener) {
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onCancel() {
        var unused = keep(Status.CANCELLED, new Metadata());
        super.onCancel();
      }
    };
  }

  @Override
  public void sendMessage(A message) {
    if (makes && isKept(Status.OK)) {
      synchronized (this) {
        if (!validatesOnly) {
          name((Message) message).ifPresent(record::setCreated);
        }
      }
    }
    super.sendMessage(message);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    CompletableFuture<Void> kept = keep(status, trailers);
    if (status.isOk()) {
      var unused = kept.whenComplete((nothing, failure) -> super.close(status, trailers));
    } else {
      super.close(status, trailers);
    }
  }

  /** Keeps the call if it is one to keep, the first time that it ends. */
  private CompletableFuture<Void> keep(Status status, Metadata trailers) {
    return endsNow() && isKept(status)
        ? audit.keep(whole(status, trailers))
        : CompletableFuture.completedFuture(null);
  }

  private synchronized boolean endsNow() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  private synchronized boolean isKept(Status status) {
    if (refused) {
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

  /** Whether what a method answers is what it has made. */
  private static boolean makes(String method) {
    return method.startsWith("Create") || method.startsWith("Import");
  }

  private static boolean validatesOnly(Message request) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(VALIDATE_ONLY);
    return field != null
        && field.getJavaType() == JavaType.BOOLEAN
        && (Boolean) request.getField(field);
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
