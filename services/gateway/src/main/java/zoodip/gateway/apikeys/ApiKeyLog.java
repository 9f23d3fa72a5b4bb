package zoodip.gateway.apikeys;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import zoodip.events.v1.ApiKeyFact;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.jobs.CallWait;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;

/** Says something about API keys, and returns when this gateway's own view shows it. */
@ApplicationScoped
public class ApiKeyLog {
  private final Producer<String, byte[]> producer;
  private final CompactedView<ApiKeyFact> view;
  private final CallWait callWait;
  private final EventEnvelope envelope = new EventEnvelope("/gateway");

  @Inject
  public ApiKeyLog(KafkaClients kafka, CompactedView<ApiKeyFact> view, GatewayConfig config) {
    this.view = view;
    callWait =
        new CallWait(
            config.calls().applyTimeout(),
            "see with ListApiKeys or GetApiKey what there is before you repeat the call");
    producer = kafka.producer(config.calls().applyTimeout());
  }

  /**
   * Says a fact.
   *
   * @throws zoodip.platform.errors.ServiceException BACKEND_UNAVAILABLE if it is not known to be
   *     said in time
   */
  void say(String name, ApiKeyFact fact) {
    await(append(envelope.record(Topics.API_KEYS, name, fact)), name);
    await(view.await(name, now -> now.equals(Optional.of(fact))), name);
  }

  /** Takes a fact back; as {@link #say}. */
  void takeBack(String name) {
    await(append(tombstone(name)), name);
    await(view.await(name, Optional::isEmpty), name);
  }

  /** Says a fact, and does not wait; fails if Kafka does not take it. */
  CompletableFuture<Void> mention(String name, ApiKeyFact fact) {
    return append(envelope.record(Topics.API_KEYS, name, fact));
  }

  private void await(CompletableFuture<?> said, String name) {
    callWait.await(said, "what was said of " + FactNames.keyOf(name));
  }

  private CompletableFuture<Void> append(ProducerRecord<String, byte[]> record) {
    CompletableFuture<Void> appended = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  appended.complete(null);
                } else {
                  appended.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      appended.completeExceptionally(e);
    }
    return appended;
  }

  private static ProducerRecord<String, byte[]> tombstone(String name) {
    return new ProducerRecord<>(Topics.API_KEYS.title(), name, null);
  }

  @PreDestroy
  void close() {
    producer.close();
  }
}
