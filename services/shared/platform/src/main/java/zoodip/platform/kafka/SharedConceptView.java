package zoodip.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import zoodip.events.v1.ConceptRecord;

/** The one view of concepts in a service, opened when first injected. */
@ApplicationScoped
public class SharedConceptView {
  private final KafkaClients kafka;
  private final MeterRegistry registry;
  private Optional<KafkaClientMetrics> metrics = Optional.empty();

  @Inject
  public SharedConceptView(KafkaClients kafka, MeterRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  @Produces
  @Singleton
  CompactedView<ConceptRecord> open() {
    kafka.ensureTopics();
    var consumer = kafka.reader(ConceptRecord.parser());
    KafkaClientMetrics meters = new KafkaClientMetrics(consumer);
    meters.bindTo(registry);
    metrics = Optional.of(meters);
    return new CompactedView<>(Topics.CONCEPTS, consumer, kafka.admin());
  }

  void close(@Disposes CompactedView<ConceptRecord> view) {
    view.close();
    metrics.ifPresent(KafkaClientMetrics::close);
  }
}
