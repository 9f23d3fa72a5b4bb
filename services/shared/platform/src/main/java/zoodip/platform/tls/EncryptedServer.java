package zoodip.platform.tls;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Gives Quarkus' gRPC server certificates that can be replaced: its own settings are read once.
 * Whether it is encrypted, and clients show certificates, it takes from {@code tls.*} by {@code
 * quarkus.grpc.server.*}.
 */
@ApplicationScoped
public class EncryptedServer implements ServerBuilderCustomizer<VertxServerBuilder> {
  private final ServiceCertificates certificates;

  @Inject
  public EncryptedServer(ServiceCertificates certificates) {
    this.certificates = certificates;
  }

  @Override
  public void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
    if (certificates.areUsed()) {
      builder.useSsl(
          options ->
              options
                  .setKeyCertOptions(KeyCertOptions.wrap(certificates.shown()))
                  .setTrustOptions(TrustOptions.wrap(certificates.accepted())));
    }
  }
}
