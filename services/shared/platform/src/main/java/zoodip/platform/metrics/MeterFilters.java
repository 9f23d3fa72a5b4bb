package zoodip.platform.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What holds for all metrics, and for those that libraries make. */
@Singleton
public class MeterFilters {
  private static final List<String> CALLS =
      List.of("grpc.server.processing.duration", "grpc.client.processing.duration");

  /** Which program tells it, however Prometheus came to scrape it. */
  @Produces
  @Singleton
  MeterFilter application(
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "zoodip") String name) {
    return MeterFilter.commonTags(Tags.of("application", name));
  }

  /** Kubernetes' {@code service} is the one that Prometheus scrapes. */
  @Produces
  @Singleton
  MeterFilter rpcService() {
    return MeterFilter.renameTag("grpc.", "service", "rpc.service");
  }

  @Produces
  @Singleton
  MeterFilter callBuckets() {
    double[] bounds = Arrays.stream(Buckets.calls()).mapToDouble(Duration::toNanos).toArray();
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        return CALLS.contains(id.getName())
            ? DistributionStatisticConfig.builder()
                .serviceLevelObjectives(bounds)
                .build()
                .merge(config)
            : config;
      }
    };
  }
}
