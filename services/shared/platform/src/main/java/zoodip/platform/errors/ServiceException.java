package zoodip.platform.errors;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import zoodip.v1.ErrorReason;

/** A call or a job ends for a documented reason: the one error type of all services. */
public final class ServiceException extends RuntimeException {
  public static final String DOMAIN = "zoodip";

  /** Metadata: how many violations there are, where not all of them are among the details. */
  public static final String VIOLATIONS = "violations";

  private static final long serialVersionUID = 1;
  private static final String PREFIX = "ERROR_REASON_";
  private static final Duration RETRY_DELAY = Duration.newBuilder().setSeconds(2).build();

  private final ErrorReason reason;
  private final transient Map<String, String> metadata;
  private final transient List<BadRequest.FieldViolation> violations;

  public ServiceException(ErrorReason reason, String message) {
    this(reason, message, Map.of());
  }

  public ServiceException(ErrorReason reason, String message, Map<String, String> metadata) {
    this(reason, message, metadata, List.of(), null);
  }

  public ServiceException(ErrorReason reason, String message, Throwable cause) {
    this(reason, message, Map.of(), List.of(), cause);
  }

  private ServiceException(
      ErrorReason reason,
      String message,
      Map<String, String> metadata,
      List<BadRequest.FieldViolation> violations,
      Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.metadata = metadata;
    this.violations = violations;
  }

  /**
   * A request whose fields break rules for the given reason. The first are told, as far as there is
   * room, and the number of all.
   */
  public static ServiceException invalid(
      ErrorReason reason, List<BadRequest.FieldViolation> violations) {
    boolean all = TrailerLimits.violations(violations).size() == violations.size();
    return new ServiceException(
        reason,
        TrailerLimits.message(violations),
        all ? Map.of() : Map.of(VIOLATIONS, String.valueOf(violations.size())),
        violations,
        null);
  }

  /** A request of which one field breaks a rule for the given reason. */
  public static ServiceException invalid(ErrorReason reason, String field, String message) {
    return invalid(reason, field, message, Map.of());
  }

  /** A request of which one field breaks a rule for the given reason, with more about it. */
  public static ServiceException invalid(
      ErrorReason reason, String field, String message, Map<String, String> metadata) {
    var violation =
        BadRequest.FieldViolation.newBuilder().setField(field).setDescription(message).build();
    return new ServiceException(reason, message, metadata, List.of(violation), null);
  }

  public ErrorReason reason() {
    return reason;
  }

  /**
   * What a gRPC client sees: the code, the message, ErrorInfo and further details, each cut to what
   * every client takes.
   */
  public StatusRuntimeException toStatus() {
    Status.Builder status =
        Status.newBuilder()
            .setCode(code().getNumber())
            .setMessage(TrailerLimits.message(String.valueOf(getMessage())));
    status.addDetails(
        Any.pack(
            ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(reason.name().replace(PREFIX, ""))
                .putAllMetadata(TrailerLimits.metadata(metadata))
                .build()));
    if (!violations.isEmpty()) {
      status.addDetails(
          Any.pack(
              BadRequest.newBuilder()
                  .addAllFieldViolations(TrailerLimits.violations(violations))
                  .build()));
    }
    if (reason == ErrorReason.ERROR_REASON_OVERLOADED || code() == Code.UNAVAILABLE) {
      status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(RETRY_DELAY).build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private Code code() {
    return switch (reason) {
      case ERROR_REASON_INVALID_REQUEST,
          ERROR_REASON_BAD_PHOTO,
          ERROR_REASON_UNKNOWN_CONCEPT,
          ERROR_REASON_BAD_SETTINGS,
          ERROR_REASON_UNKNOWN_PRESET,
          ERROR_REASON_BAD_EMBEDDING,
          ERROR_REASON_BAD_PAGE_TOKEN ->
          Code.INVALID_ARGUMENT;
      case ERROR_REASON_REQUEST_ID_REUSED, ERROR_REASON_ALREADY_EXISTS -> Code.ALREADY_EXISTS;
      case ERROR_REASON_MODEL_NOT_FOUND,
          ERROR_REASON_SUBJECT_NOT_FOUND,
          ERROR_REASON_TRAINING_JOB_NOT_FOUND,
          ERROR_REASON_CONCEPT_NOT_FOUND,
          ERROR_REASON_EVALUATION_NOT_FOUND,
          ERROR_REASON_API_KEY_NOT_FOUND ->
          Code.NOT_FOUND;
      case ERROR_REASON_UNAUTHENTICATED -> Code.UNAUTHENTICATED;
      case ERROR_REASON_PERMISSION_DENIED -> Code.PERMISSION_DENIED;
      case ERROR_REASON_PHOTO_COUNT,
          ERROR_REASON_CONCEPT_OF_OTHER_MODEL,
          ERROR_REASON_WRONG_MODEL_KIND,
          ERROR_REASON_JOB_NOT_ENDED,
          ERROR_REASON_NO_JOURNAL,
          ERROR_REASON_API_KEY_COUNT,
          ERROR_REASON_PICTURE_NOT_FINITE,
          ERROR_REASON_MODEL_UNUSABLE ->
          Code.FAILED_PRECONDITION;
      case ERROR_REASON_OVERLOADED, ERROR_REASON_OUT_OF_MEMORY, ERROR_REASON_DISK_FULL ->
          Code.RESOURCE_EXHAUSTED;
      case ERROR_REASON_STREAM_STALLED -> Code.ABORTED;
      case ERROR_REASON_BACKEND_UNAVAILABLE -> Code.UNAVAILABLE;
      case ERROR_REASON_DATA_LOSS -> Code.DATA_LOSS;
      case ERROR_REASON_INTERNAL,
          ERROR_REASON_ATTEMPTS_EXHAUSTED,
          ERROR_REASON_LOSS_NOT_FINITE,
          ERROR_REASON_UNSPECIFIED,
          UNRECOGNIZED ->
          Code.INTERNAL;
    };
  }
}
