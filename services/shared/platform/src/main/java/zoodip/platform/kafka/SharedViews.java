package zoodip.platform.kafka;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import zoodip.events.v1.ConceptRecord;

/** The view of concepts that services share, opened when first injected. */
@ApplicationScoped
public class SharedViews {
  private final KafkaClients kafka;
  private final MeterRegistry registry;
  private final List<KafkaClientMetrics> metrics = new CopyOnWriteArrayList<>();

  @Inject
  public SharedViews(KafkaClients kafka, MeterRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  @Produces
  @Singleton
  CompactedView<ConceptRecord> concepts() {
    return open(Topics.CONCEPTS, ConceptRecord.parser());
  }

  void closeConcepts(@Disposes CompactedView<ConceptRecord> view) {
    view.close();
  }

  @PreDestroy
  void closeMetrics() {
    metrics.forEach(KafkaClientMetrics::close);
  }

  private <V extends Message> CompactedView<V> open(Topics topic, Parser<V> parser) {
    kafka.ensureTopics();
    Consumer<String, V> consumer = kafka.reader(parser);
    KafkaClientMetrics meters = new KafkaClientMetrics(consumer);
    meters.bindTo(registry);
    metrics.add(meters);
    return new CompactedView<>(topic, consumer, kafka.admin());
  }
}
