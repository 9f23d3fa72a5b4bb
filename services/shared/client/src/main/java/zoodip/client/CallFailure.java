package zoodip.client;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.contract.ErrorDetails;

/**
 * Why a call failed, with what the server's status details say.
 *
 * @param code of gRPC
 * @param reason a name of zoodip.v1.ErrorReason without its prefix, {@code SUBJECT_NOT_FOUND};
 *     empty if the failure did not come from the service
 * @param message for people; one line of bounded length if the failure did not come from the
 *     service: what stands between may send whole pages
 * @param metadata of the reason
 * @param violations fields of the request that break a rule, and how
 * @param retryDelay when to try again, if the server said so
 */
public record CallFailure(
    Status.Code code,
    String reason,
    String message,
    Map<String, String> metadata,
    List<Violation> violations,
    Optional<Duration> retryDelay) {

  /** Of a message from elsewhere: whole sentences fit, pages do not. */
  private static final int LONGEST_FOREIGN = 300;

  /** A field that breaks a rule. */
  public record Violation(String field, String description) {}

  public CallFailure {
    metadata = Map.copyOf(metadata);
    violations = List.copyOf(violations);
  }

  /** Reads what a failed call ended with. */
  public static CallFailure of(StatusRuntimeException failure) {
    ErrorDetails details = ErrorDetails.of(failure);
    ErrorInfo info = details.first(ErrorInfo.class).orElse(ErrorInfo.getDefaultInstance());
    BadRequest bad = details.first(BadRequest.class).orElse(BadRequest.getDefaultInstance());
    return new CallFailure(
        failure.getStatus().getCode(),
        info.getReason(),
        message(failure.getStatus(), info.getReason()),
        info.getMetadataMap(),
        bad.getFieldViolationsList().stream()
            .map(each -> new Violation(each.getField(), each.getDescription()))
            .toList(),
        details.retryDelay());
  }

  /** The message, with each violation on a line of its own unless the message is the violation. */
  public String text() {
    StringBuilder text = new StringBuilder(message);
    violations.stream()
        .filter(violation -> !message.contains(violation.description()))
        .forEach(
            violation ->
                text.append("%n  %s: %s".formatted(violation.field(), violation.description())));
    return text.toString();
  }

  private static String message(Status status, String reason) {
    String description = status.getDescription();
    if (description == null) {
      return status.getCode().toString();
    }
    return reason.isEmpty() ? bounded(description) : description;
  }

  /** What did not come from the service, in one line that is not too long to read. */
  public static String bounded(String foreign) {
    String line = foreign.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_FOREIGN ? line : line.substring(0, LONGEST_FOREIGN) + "...";
  }
}
