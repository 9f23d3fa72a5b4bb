package zoodip.evaluator.generation;

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
record GenerationFailure(ServiceException failure, Optional<Duration> retryDelay) {
  private static final String PREFIX = "ERROR_REASON_";
  private static final String TOO_LARGE = "exceeds maximum size";
  private static final Duration USUAL_DELAY = Duration.ofSeconds(2);

  static GenerationFailure of(Throwable cause) {
    io.grpc.Status told = io.grpc.Status.fromThrowable(cause);
    Status status = StatusProto.fromThrowable(cause);
    ErrorReason reason =
        detail(status, ErrorInfo.class)
            .flatMap(GenerationFailure::reason)
            .orElseGet(() -> undescribed(told));
    ServiceException failure = new ServiceException(reason, words(told, status, cause), cause);
    return new GenerationFailure(
        failure, passes(told.getCode(), reason) ? Optional.of(delay(status)) : Optional.empty());
  }

  private static String words(io.grpc.Status told, Status status, Throwable cause) {
    String words = "Inference: " + (status == null ? cause : status.getMessage());
    return isTooLarge(told) ? words + "; ask for smaller pictures" : words;
  }

  /** Of what can be exhausted, places become free again; memory and the size of messages do not. */
  private static boolean passes(Code code, ErrorReason reason) {
    return code == Code.UNAVAILABLE || reason == ErrorReason.ERROR_REASON_OVERLOADED;
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
  private static ErrorReason undescribed(io.grpc.Status told) {
    return switch (told.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE;
      default ->
          isTooLarge(told)
              ? ErrorReason.ERROR_REASON_BAD_SETTINGS
              : ErrorReason.ERROR_REASON_INTERNAL;
    };
  }

  /** Whether gRPC itself gave up an image: it has no code of its own for that. */
  private static boolean isTooLarge(io.grpc.Status told) {
    return told.getCode() == Code.RESOURCE_EXHAUSTED
        && String.valueOf(told.getDescription()).contains(TOO_LARGE);
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
