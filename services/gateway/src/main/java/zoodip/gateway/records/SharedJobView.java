package zoodip.gateway.records;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import zoodip.platform.kafka.KafkaClients;

/** The one view of jobs in a gateway, opened when first injected. */
@ApplicationScoped
public class SharedJobView {
  private final KafkaClients kafka;
  private final MeterRegistry registry;
  private Optional<KafkaClientMetrics> metrics = Optional.empty();

  @Inject
  public SharedJobView(KafkaClients kafka, MeterRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  @Produces
  @Singleton
  JobView open() {
    kafka.ensureTopics();
    var consumer = kafka.reader();
    KafkaClientMetrics meters = new KafkaClientMetrics(consumer);
    meters.bindTo(registry);
    metrics = Optional.of(meters);
    return new JobView(consumer, kafka.admin());
  }

  void close(@Disposes JobView view) {
    view.close();
    metrics.ifPresent(KafkaClientMetrics::close);
  }
}
