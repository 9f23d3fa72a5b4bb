package zoodip.platform.health;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps a service from running on that nobody can call. Quarkus only logs that its gRPC server
 * cannot start, for example because the port is taken; but it sets the health of one that has.
 */
@ApplicationScoped
public class GrpcServerCheck {
  private static final int FIRST = 1;

  private final Instance<GrpcHealthStorage> health;
  private final String host;
  private final int port;

  @Inject
  public GrpcServerCheck(
      Instance<GrpcHealthStorage> health,
      @ConfigProperty(name = "quarkus.grpc.server.host", defaultValue = "0.0.0.0") String host,
      @ConfigProperty(name = "quarkus.grpc.server.port", defaultValue = "9000") int port) {
    this.health = health;
    this.host = host;
    this.port = port;
  }

  /**
   * Looks at the server before anything else says that the service is ready.
   *
   * @throws IllegalStateException if it does not listen; that ends the process
   */
  void check(@Observes @Priority(FIRST) StartupEvent event) {
    // trainers and evaluators have no gRPC service, so they have no server either
    if (health.isResolvable() && !isServing()) {
      throw new IllegalStateException(
          "The gRPC server cannot listen on port %d of %s, which another process may have; stop that, or choose another with quarkus.grpc.server.port"
              .formatted(port, host));
    }
  }

  private boolean isServing() {
    return health.get().getStatuses().get(GrpcHealthStorage.DEFAULT_SERVICE_NAME)
        == ServingStatus.SERVING;
  }
}
