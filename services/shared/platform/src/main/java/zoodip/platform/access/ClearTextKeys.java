package zoodip.platform.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import zoodip.platform.tls.LoopbackHost;
import zoodip.platform.tls.TlsConfig;

/** Says at the start that keys and tokens of callers come without encryption, if they do. */
@ApplicationScoped
public class ClearTextKeys {
  private static final Logger LOG = Logger.getLogger(ClearTextKeys.class);

  private final boolean come;

  /**
   * Looks at the settings.
   *
   * @param host that the server listens at
   */
  @Inject
  public ClearTextKeys(
      AccessConfig access,
      TlsConfig tls,
      @ConfigProperty(name = "quarkus.grpc.server.host", defaultValue = "0.0.0.0") String host) {
    come = access.enabled() && tls.plaintext() && !LoopbackHost.is(host);
  }

  /** Whether they come so from other machines. */
  boolean come() {
    return come;
  }

  void warn(@Observes StartupEvent event) {
    if (come) {
      LOG.warn(
          "Callers are asked who they are, and connections are not encrypted: whoever is on the way"
              + " can read their keys and tokens. Set tls.plaintext=false with tls.certificate and"
              + " tls.key, unless something in front of this service encrypts");
    }
  }
}
