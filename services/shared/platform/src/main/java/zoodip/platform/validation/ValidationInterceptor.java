package zoodip.platform.validation;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import zoodip.platform.calls.CheckedRequests;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Refuses a request that breaks a rule written in the proto, naming every field that does. */
@ApplicationScoped
@GlobalInterceptor
public class ValidationInterceptor implements ServerInterceptor {
  private final Validator validator = ValidatorFactory.newBuilder().build();

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new CheckedRequests<>(
        call, next.startCall(call, headers), request -> problem((Message) request));
  }

  private Optional<ServiceException> problem(Message request) {
    if (MalformedRequests.is(request)) {
      return Optional.of(MalformedRequests.refusal(request));
    }
    ValidationResult result = validate(request);
    return result.isSuccess() ? Optional.empty() : Optional.of(refusal(result));
  }

  private ValidationResult validate(Message request) {
    try {
      return validator.validate(request);
    } catch (ValidationException e) {
      throw new IllegalStateException(
          "Rules of " + request.getDescriptorForType().getFullName() + " do not compile", e);
    }
  }

  private static ServiceException refusal(ValidationResult result) {
    List<BadRequest.FieldViolation> violations =
        result.getViolations().stream().map(ValidationInterceptor::violation).toList();
    return ServiceException.invalid(ErrorReason.ERROR_REASON_INVALID_REQUEST, violations);
  }

  private static BadRequest.FieldViolation violation(Violation violation) {
    var proto = violation.toProto();
    String field =
        proto.getField().getElementsList().stream()
            .map(
                element ->
                    element.hasIndex()
                        ? element.getFieldName() + "[" + element.getIndex() + "]"
                        : element.getFieldName())
            .collect(Collectors.joining("."));
    return BadRequest.FieldViolation.newBuilder()
        .setField(field)
        .setReason(proto.getRuleId())
        .setDescription(proto.getMessage())
        .build();
  }
}
