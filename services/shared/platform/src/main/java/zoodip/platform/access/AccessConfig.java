package zoodip.platform.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Who may call a service. */
@ConfigMapping(prefix = "access")
public interface AccessConfig {
  /**
   * Whether callers have to say who they are. Without it, everyone who reaches the port may all.
   */
  @WithDefault("false")
  boolean enabled();

  /** What this service shows to other services: a key whose digest those have. */
  Optional<String> serviceKey();

  /** SHA-256 of the keys that other services show, in lower-case hex; several, to exchange one. */
  Optional<List<String>> serviceDigests();

  /**
   * Names in the certificates of other services, by which they are known without a key where
   * clients show certificates: DNS names, URIs, or the common name.
   */
  Optional<List<String>> serviceCertificates();

  /** SHA-256 of the keys that system admins show, in lower-case hex; several, to exchange one. */
  Optional<List<String>> systemAdminDigests();

  /** Who may call gRPC's health service. Probes of Kubernetes show nothing. */
  @WithDefault("OPEN")
  ForeignAccess health();

  /** Who may ask for the descriptors of the API. */
  @WithDefault("AUTHENTICATED")
  ForeignAccess reflection();

  /**
   * Who may ask how many workers there should be. KEDA can show a certificate, but no key: where it
   * shows none, it has to be OPEN.
   */
  @WithDefault("SERVICE")
  ForeignAccess scaler();

  /** Who may call a service whose methods are not ours to put rules on. */
  enum ForeignAccess {
    /** Everyone. */
    OPEN,
    /** Whoever says who they are. */
    AUTHENTICATED,
    /** Services of this installation. */
    SERVICE,
    /** Nobody. */
    CLOSED
  }
}
