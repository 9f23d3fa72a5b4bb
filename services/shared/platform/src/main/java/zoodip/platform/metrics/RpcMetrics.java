package zoodip.platform.metrics;

import io.grpc.BindableService;
import io.quarkus.grpc.GrpcService;
import io.quarkus.micrometer.runtime.binder.grpc.GrpcMetricsServerInterceptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

/** Lets the metrics of calls be there before the first: a rate of what is not there is unknown. */
@ApplicationScoped
public class RpcMetrics {
  void register(
      @Observes StartupEvent event,
      GrpcMetricsServerInterceptor interceptor,
      @GrpcService Instance<BindableService> services) {
    services.forEach(interceptor::preregisterService);
  }
}
