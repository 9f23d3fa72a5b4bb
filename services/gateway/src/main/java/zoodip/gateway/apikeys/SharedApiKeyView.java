package zoodip.gateway.apikeys;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import zoodip.events.v1.ApiKeyFact;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;

/** The one view of API keys in a gateway, opened when first injected. */
@ApplicationScoped
public class SharedApiKeyView {
  private final KafkaClients kafka;
  private final MeterRegistry registry;
  private Optional<KafkaClientMetrics> metrics = Optional.empty();

  @Inject
  public SharedApiKeyView(KafkaClients kafka, MeterRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  @Produces
  @Singleton
  CompactedView<ApiKeyFact> open() {
    kafka.ensureTopics();
    var consumer = kafka.reader(ApiKeyFact.parser());
    KafkaClientMetrics meters = new KafkaClientMetrics(consumer);
    meters.bindTo(registry);
    metrics = Optional.of(meters);
    return new CompactedView<>(Topics.API_KEYS, consumer, kafka.admin());
  }

  void close(@Disposes CompactedView<ApiKeyFact> view) {
    view.close();
    metrics.ifPresent(KafkaClientMetrics::close);
  }
}
