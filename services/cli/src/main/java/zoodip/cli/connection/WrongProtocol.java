package zoodip.cli.connection;

import zoodip.client.ClientSettings;
import zoodip.client.ProtocolMismatch;

/** Says that something answers at the server's address, but not what was asked for. */
final class WrongProtocol {
  private WrongProtocol() {}

  /** In one line: what answers, and what to do. */
  static String text(ClientSettings settings, ProtocolMismatch other) {
    String server = settings.server();
    return switch (other.kind()) {
      case NO_TLS ->
          "%s answers, but not with TLS: leave out --tls and --tls-trust, or name a port that is encrypted with --server"
              .formatted(server);
      case TLS -> "%s answers, but encrypted: say --tls, or --tls-trust FILE.pem".formatted(server);
      case NO_GRPC ->
          "%s answers, but not with gRPC%s: name the server's port for gRPC with --server host:port, or see that a proxy before it passes gRPC on"
              .formatted(server, other.httpStatus().map(" (HTTP status %s)"::formatted).orElse(""));
    };
  }
}
