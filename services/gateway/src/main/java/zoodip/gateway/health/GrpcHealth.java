package zoodip.gateway.health;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.BindableService;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.gateway.calls.PublicApi;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.threads.DaemonThreads;

/**
 * Lets gRPC's own health service say what readiness says, for the services of the public API, for
 * what workers ask, and for the server as a whole.
 */
@ApplicationScoped
public class GrpcHealth {
  private static final Logger LOG = Logger.getLogger(GrpcHealth.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final HealthConditions readiness;
  private final GrpcHealthStorage health;
  private final List<String> services;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("grpc-health"));
  private ServingStatus reported = ServingStatus.UNKNOWN;

  @Inject
  public GrpcHealth(
      GatewayHealth gateway,
      GrpcHealthStorage health,
      @GrpcService Instance<BindableService> services) {
    readiness = gateway.readiness();
    this.health = health;
    this.services =
        services.stream()
            .map(service -> service.bindService().getServiceDescriptor().getName())
            .filter(name -> PublicApi.hasService(name) || isForWorkers(name))
            .toList();
  }

  /** Gateways that do not know this service say so, which keeps newer workers waiting. */
  private static boolean isForWorkers(String service) {
    return service.equals(JobRecordsGrpc.SERVICE_NAME);
  }

  void start(@Observes StartupEvent event) {
    // without a word the server as a whole is said to serve
    report(ServingStatus.NOT_SERVING);
    var unused =
        timer.scheduleWithFixedDelay(this::update, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** First of all: nobody should send new calls to a gateway that stops. */
  void stop(@Observes @Priority(50) ShutdownEvent event) {
    timer.shutdownNow();
    report(ServingStatus.NOT_SERVING);
  }

  private void update() {
    try {
      report(readiness.areMet() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    } catch (RuntimeException e) {
      LOG.error("Readiness cannot be told", e);
      report(ServingStatus.NOT_SERVING);
    }
  }

  private synchronized void report(ServingStatus status) {
    if (status != reported) {
      LOG.infof("Readiness of the gateway's services: %s -> %s", reported, status);
      reported = status;
      services.forEach(service -> health.setStatus(service, status));
      health.setStatus(GrpcHealthStorage.DEFAULT_SERVICE_NAME, status);
    }
  }
}
