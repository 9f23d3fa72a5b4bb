package zoodip.platform.tls;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private final MeterRegistry meters;
  private final Clock clock;
  private final ScheduledExecutorService reloads =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("certificates"));
  private final Optional<X509ExtendedKeyManager> own;
  private final Optional<X509ExtendedTrustManager> trusted;

  /** When the certificate that is shown ends. */
  private volatile Instant end = Instant.MAX;

  /**
   * Reads the files.
   *
   * @throws ConfigurationException if they cannot be used
   */
  @Inject
  public ServiceCertificates(TlsConfig config, MeterRegistry meters) {
    this(config, meters, Clock.systemUTC());
  }

  ServiceCertificates(TlsConfig config, MeterRegistry meters, Clock clock) {
    this.config = config;
    this.meters = meters;
    this.clock = clock;
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
                "tls.plaintext is false: a service that others call needs tls.certificate and"
                    + " tls.key"));
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
    Path certificate = required("tls.certificate", config.certificate());
    Path key = required("tls.key", config.key());
    AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
    watch(
        List.of(certificate, key),
        contents -> {
          TlsIdentity identity = TlsIdentity.of(contents.get(0), contents.get(1));
          manager.updateIdentityCredentials(
              identity.chain().toArray(X509Certificate[]::new), identity.key());
          end = identity.certificate().getNotAfter().toInstant();
        });
    Gauge.builder("zoodip.tls.certificate.left", this, shown -> shown.secondsLeft())
        .description("Time until the certificate that the service shows ends")
        .baseUnit("seconds")
        .register(meters);
    return Optional.of(manager);
  }

  private double secondsLeft() {
    return Duration.between(clock.instant(), end).toSeconds();
  }

  private X509ExtendedTrustManager trusted() throws IOException, GeneralSecurityException {
    AdvancedTlsX509TrustManager manager = AdvancedTlsX509TrustManager.newBuilder().build();
    if (config.authorities().isPresent()) {
      watch(
          List.of(config.authorities().get()),
          contents ->
              manager.updateTrustCredentials(
                  TlsIdentity.certificates(contents.get(0)).toArray(X509Certificate[]::new)));
    } else if (config.clientAuth().equals("none")) {
      manager.useSystemDefaultTrustCerts();
    } else {
      throw new ConfigurationException(
          ("tls.client-auth is %s: set tls.authorities to those that sign the certificates of"
                  + " clients; any public authority would do otherwise")
              .formatted(config.clientAuth()));
    }
    return manager;
  }

  private void watch(List<Path> files, WatchedFiles.Use use)
      throws IOException, GeneralSecurityException {
    WatchedFiles watched = new WatchedFiles(files, use);
    long period = config.reloadPeriod().toMillis();
    var unused =
        reloads.scheduleWithFixedDelay(watched::look, period, period, TimeUnit.MILLISECONDS);
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
