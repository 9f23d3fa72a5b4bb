package zoodip.client;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Failures as the service answers them. */
final class ServerFailures {
  private ServerFailures() {}

  static StatusRuntimeException unavailable() {
    return io.grpc.Status.UNAVAILABLE.withDescription("not now").asRuntimeException();
  }

  static StatusRuntimeException overloaded(int millis) {
    return StatusProto.toStatusRuntimeException(
        status(io.grpc.Status.Code.RESOURCE_EXHAUSTED, "OVERLOADED", "full")
            .addDetails(
                Any.pack(
                    RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setNanos(millis * 1_000_000))
                        .build()))
            .build());
  }

  static StatusRuntimeException badSetting(String field, String problem) {
    return StatusProto.toStatusRuntimeException(
        status(io.grpc.Status.Code.INVALID_ARGUMENT, "BAD_SETTINGS", "the settings cannot work")
            .addDetails(
                Any.pack(
                    BadRequest.newBuilder()
                        .addFieldViolations(
                            BadRequest.FieldViolation.newBuilder()
                                .setField(field)
                                .setDescription(problem))
                        .build()))
            .build());
  }

  private static Status.Builder status(io.grpc.Status.Code code, String reason, String message) {
    return Status.newBuilder()
        .setCode(code.value())
        .setMessage(message)
        .addDetails(Any.pack(ErrorInfo.newBuilder().setDomain("zoodip").setReason(reason).build()));
  }
}
