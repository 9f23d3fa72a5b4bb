package zoodip.evaluator.drawing;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * Why inference ended a call.
 *
 * @param failure as the evaluator tells it
 * @param retryDelay after which the call can be made again; empty if that would not help
 */
record DrawFailure(ServiceException failure, Optional<Duration> retryDelay) {
  private static final String PREFIX = "ERROR_REASON_";
  private static final Duration USUAL_DELAY = Duration.ofSeconds(2);

  static DrawFailure of(Throwable cause) {
    Code code = io.grpc.Status.fromThrowable(cause).getCode();
    Status status = StatusProto.fromThrowable(cause);
    ErrorReason reason =
        detail(status, ErrorInfo.class).flatMap(DrawFailure::reason).orElse(reason(code));
    ServiceException failure =
        new ServiceException(
            reason, "Inference: " + (status == null ? cause : status.getMessage()), cause);
    return new DrawFailure(failure, passes(code) ? Optional.of(delay(status)) : Optional.empty());
  }

  private static boolean passes(Code code) {
    return code == Code.UNAVAILABLE || code == Code.RESOURCE_EXHAUSTED;
  }

  private static Duration delay(Status status) {
    return detail(status, RetryInfo.class)
        .map(RetryInfo::getRetryDelay)
        .map(delay -> Duration.ofSeconds(delay.getSeconds(), delay.getNanos()))
        .orElse(USUAL_DELAY);
  }

  private static Optional<ErrorReason> reason(ErrorInfo info) {
    return info.getDomain().equals(ServiceException.DOMAIN)
        ? Arrays.stream(ErrorReason.values())
            .filter(reason -> reason.name().equals(PREFIX + info.getReason()))
            .findFirst()
        : Optional.empty();
  }

  /** For a failure that no service of this system described. */
  private static ErrorReason reason(Code code) {
    return switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED ->
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE;
      default -> ErrorReason.ERROR_REASON_INTERNAL;
    };
  }

  private static <M extends Message> Optional<M> detail(Status status, Class<M> type) {
    if (status == null) {
      return Optional.empty();
    }
    return status.getDetailsList().stream()
        .filter(detail -> detail.is(type))
        .findFirst()
        .map(detail -> unpack(detail, type));
  }

  private static <M extends Message> M unpack(Any detail, Class<M> type) {
    try {
      return detail.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("A damaged " + type.getSimpleName(), e);
    }
  }
}
