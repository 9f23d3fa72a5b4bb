package zoodip.client;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** How the connection to a server is protected. */
public sealed interface Encryption {
  /** Not at all: for a server on the same machine or behind something that encrypts. */
  record Plaintext() implements Encryption {}

  /** TLS, with the certificate authorities that this JVM trusts. */
  record Tls() implements Encryption {}

  /**
   * TLS, with certificate authorities of one's own.
   *
   * @param certificates a PEM file
   */
  record TlsTrusting(Path certificates) implements Encryption {}

  /**
   * The credentials that gRPC wants for it.
   *
   * @throws UncheckedIOException if the certificates cannot be read
   */
  default ChannelCredentials credentials() {
    if (this instanceof TlsTrusting trusting) {
      return trusting(trusting.certificates());
    }
    return this instanceof Tls
        ? TlsChannelCredentials.create()
        : InsecureChannelCredentials.create();
  }

  private static ChannelCredentials trusting(Path certificates) {
    try {
      return TlsChannelCredentials.newBuilder().trustManager(certificates.toFile()).build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the certificates in " + certificates, e);
    }
  }
}
