package zoodip.platform.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Encryption of gRPC, of the calls that a service answers and of those that it makes to others. */
@ConfigMapping(prefix = "tls")
public interface TlsConfig {
  /** Whether connections are not encrypted. */
  @WithDefault("true")
  boolean plaintext();

  /** A PEM file with the service's certificate and what leads from it to an authority. */
  Optional<Path> certificate();

  /** A PEM file with the certificate's private key, PKCS#8. */
  Optional<Path> key();

  /**
   * A PEM file with the authorities that certificates of others are checked by; unset: Java's,
   * where clients show none.
   */
  Optional<Path> authorities();

  /** Whether clients show certificates: none, request (if they have one) or required. */
  @WithDefault("none")
  String clientAuth();

  /** How often the files are looked at; what has changed is used by connections from then on. */
  @WithDefault("PT1M")
  Duration reloadPeriod();
}
