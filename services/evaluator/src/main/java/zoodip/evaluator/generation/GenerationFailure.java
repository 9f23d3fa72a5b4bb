package zoodip.evaluator.generation;

import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import zoodip.contract.ErrorDetails;
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
    Status told = Status.fromThrowable(cause);
    ErrorDetails details = ErrorDetails.of(cause);
    ErrorReason reason =
        details
            .first(ErrorInfo.class)
            .flatMap(GenerationFailure::reason)
            .orElseGet(() -> undescribed(told));
    ServiceException failure = new ServiceException(reason, words(told, details, cause), cause);
    return new GenerationFailure(
        failure,
        passes(told.getCode(), reason)
            ? Optional.of(details.retryDelay().orElse(USUAL_DELAY))
            : Optional.empty());
  }

  private static String words(Status told, ErrorDetails details, Throwable cause) {
    String words =
        "Inference: "
            + details.status().map(com.google.rpc.Status::getMessage).orElseGet(cause::toString);
    return isTooLarge(told) ? words + "; ask for smaller pictures" : words;
  }

  /** Of what can be exhausted, places become free again; memory and the size of messages do not. */
  private static boolean passes(Code code, ErrorReason reason) {
    return code == Code.UNAVAILABLE || reason == ErrorReason.ERROR_REASON_OVERLOADED;
  }

  private static Optional<ErrorReason> reason(ErrorInfo info) {
    return info.getDomain().equals(ServiceException.DOMAIN)
        ? Arrays.stream(ErrorReason.values())
            .filter(reason -> reason.name().equals(PREFIX + info.getReason()))
            .findFirst()
        : Optional.empty();
  }

  /** For a failure that no service of this system described. */
  private static ErrorReason undescribed(Status told) {
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
  private static boolean isTooLarge(Status told) {
    return told.getCode() == Code.RESOURCE_EXHAUSTED
        && String.valueOf(told.getDescription()).contains(TOO_LARGE);
  }
}
