package zoodip.platform.tls;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import zoodip.platform.threads.DaemonThreads;

/**
 * The certificate that a service shows, and those that it trusts. Files that are replaced are read
 * anew; connections that are open stay as they are.
 */
@ApplicationScoped
public class ServiceCertificates {
  private final TlsConfig config;
  private final ScheduledExecutorService reloads =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("certificates"));
  private final Optional<X509ExtendedKeyManager> own;
  private final Optional<X509ExtendedTrustManager> trusted;

  /**
   * Reads the files.
   *
   * @throws ConfigurationException if they cannot be used
   */
  @Inject
  public ServiceCertificates(TlsConfig config) {
    this.config = config;
    try {
      own = config.plaintext() ? Optional.empty() : own();
      trusted = config.plaintext() ? Optional.empty() : Optional.of(trusted());
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "The certificates that tls.certificate, tls.key and tls.authorities name cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  /** Whether connections are encrypted. */
  boolean areUsed() {
    return trusted.isPresent();
  }

  /**
   * What the service shows to its clients.
   *
   * @throws ConfigurationException if there is no certificate
   */
  X509ExtendedKeyManager shown() {
    return own.orElseThrow(
        () ->
            new ConfigurationException(
                "tls.plaintext is false: a service that others call needs tls.certificate and tls.key"));
  }

  /** Who may connect to the service, where clients show certificates. */
  X509ExtendedTrustManager accepted() {
    return trusted.orElseThrow();
  }

  /** For connections to other services. */
  public ChannelCredentials ofChannels() {
    if (trusted.isEmpty()) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder credentials =
        TlsChannelCredentials.newBuilder().trustManager(trusted.get());
    own.ifPresent(credentials::keyManager);
    return credentials.build();
  }

  private Optional<X509ExtendedKeyManager> own() throws IOException, GeneralSecurityException {
    if (config.certificate().isEmpty() && config.key().isEmpty()) {
      return Optional.empty();
    }
    AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
    var unused =
        manager.updateIdentityCredentials(
            required("tls.certificate", config.certificate()).toFile(),
            required("tls.key", config.key()).toFile(),
            config.reloadPeriod().toMillis(),
            TimeUnit.MILLISECONDS,
            reloads);
    return Optional.of(manager);
  }

  private X509ExtendedTrustManager trusted() throws IOException, GeneralSecurityException {
    AdvancedTlsX509TrustManager manager = AdvancedTlsX509TrustManager.newBuilder().build();
    if (config.authorities().isPresent()) {
      var unused =
          manager.updateTrustCredentials(
              config.authorities().get().toFile(),
              config.reloadPeriod().toMillis(),
              TimeUnit.MILLISECONDS,
              reloads);
    } else {
      manager.useSystemDefaultTrustCerts();
    }
    return manager;
  }

  private static Path required(String setting, Optional<Path> file) {
    return file.orElseThrow(
        () ->
            new ConfigurationException("tls.certificate and tls.key go together: set " + setting));
  }

  @PreDestroy
  void close() {
    reloads.shutdownNow();
  }
}
