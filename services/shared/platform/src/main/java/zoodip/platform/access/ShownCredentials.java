package zoodip.platform.access;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * What a caller shows of who they are.
 *
 * @param bearer the key or token of the header {@code authorization: Bearer ...}
 * @param certificateNames in the certificate that was shown and checked: DNS names, URIs, common
 *     name
 */
public record ShownCredentials(Optional<String> bearer, List<String> certificateNames) {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "bearer ";

  static ShownCredentials of(ServerCall<?, ?> call, Metadata headers) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    return new ShownCredentials(
        Optional.ofNullable(headers.get(AUTHORIZATION)).flatMap(ShownCredentials::bearer),
        session == null ? List.of() : CertificateNames.of(session));
  }

  private static Optional<String> bearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip()).filter(key -> !key.isEmpty())
        : Optional.empty();
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "ShownCredentials[bearer=%s, certificateNames=%s]"
        .formatted(bearer.isPresent() ? "shown" : "none", certificateNames);
  }
}
