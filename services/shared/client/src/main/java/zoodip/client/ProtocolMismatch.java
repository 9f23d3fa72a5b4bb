package zoodip.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a port speaks where something answers, but not as this client asked. gRPC tells it in its
 * descriptions and causes alone, with all that came; so they are what is looked at.
 *
 * @param kind what is wrong
 * @param httpStatus of the page that came instead of an answer; empty if none came
 */
public record ProtocolMismatch(Kind kind, Optional<String> httpStatus) {
  /** How the two sides differ. */
  public enum Kind {
    /** TLS was asked for, and none is spoken. */
    NO_TLS,
    /** No TLS was asked for, and it is spoken. */
    TLS,
    /** Something else than gRPC. */
    NO_GRPC
  }

  /** What gRPC says where the answer of HTTP is not that of gRPC; the page itself follows. */
  private static final Pattern PAGE = Pattern.compile("HTTP status code (\\d+)\\R");

  /** An alert, or a part of a handshake, of TLS in any of its versions. */
  private static final Pattern TLS_RECORD = Pattern.compile("first 5 bytes: 1[56]03");

  /** What a failed call met, if that was another protocol. */
  public static Optional<ProtocolMismatch> of(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String description = String.valueOf(status.getDescription());
    Matcher page = PAGE.matcher(description);
    if (page.find() && description.contains("invalid content-type")) {
      return Optional.of(new ProtocolMismatch(Kind.NO_GRPC, Optional.of(page.group(1))));
    }
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      Optional<Kind> kind = kind(String.valueOf(cause.getMessage()));
      if (kind.isPresent()) {
        return kind.map(known -> new ProtocolMismatch(known, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Kind> kind(String cause) {
    if (cause.startsWith("not an SSL/TLS record")) {
      return Optional.of(Kind.NO_TLS);
    }
    if (!cause.startsWith("First received frame was not SETTINGS")
        && !cause.startsWith("Unexpected HTTP/1.x")) {
      return Optional.empty();
    }
    return Optional.of(TLS_RECORD.matcher(cause).find() ? Kind.TLS : Kind.NO_GRPC);
  }
}
