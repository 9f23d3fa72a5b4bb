package zoodip.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;

/**
 * What the status that a call failed with says besides its code, in the messages of
 * google/rpc/error_details.proto.
 *
 * @param status empty for a failure that is none of a call
 */
public record ErrorDetails(Optional<Status> status) {

  /** Of a failure that is a status or was caused by one. */
  public static ErrorDetails of(Throwable failure) {
    return new ErrorDetails(Optional.ofNullable(StatusProto.fromThrowable(failure)));
  }

  /**
   * The first detail of a type, for example {@link com.google.rpc.ErrorInfo}.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  public <M extends Message> Optional<M> first(Class<M> type) {
    return status.stream()
        .flatMap(known -> known.getDetailsList().stream())
        .filter(detail -> detail.is(type))
        .findFirst()
        .map(
            detail -> {
              try {
                return detail.unpack(type);
              } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException("The server's status details are damaged", e);
              }
            });
  }

  /** When to try again, if the server said so. */
  public Optional<Duration> retryDelay() {
    return first(RetryInfo.class)
        .map(RetryInfo::getRetryDelay)
        .map(delay -> Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
  }
}
