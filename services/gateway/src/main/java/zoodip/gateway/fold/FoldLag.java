package zoodip.gateway.fold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.threads.DaemonThreads;

/**
 * How far the fold of all gateways is behind what was appended, asked of the broker now and then:
 * it is told also where no gateway folds, and it counts what stands behind a transaction that
 * nobody ends, which the fold itself cannot see.
 */
@ApplicationScoped
public class FoldLag {
  private static final Logger LOG = Logger.getLogger(FoldLag.class);
  private static final long INTERVAL_SECONDS = 5;
  private static final long PATIENCE_SECONDS = 5;

  private final KafkaClients kafka;
  private final String group;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("fold-lag"));
  private Optional<Admin> client = Optional.empty();
  private volatile double records = Double.NaN;

  @Inject
  public FoldLag(KafkaClients kafka, GatewayConfig config, MeterRegistry registry) {
    this.kafka = kafka;
    group = config.fold().applicationId();
    Gauge.builder("zoodip.fold.lag", () -> records)
        .description("Records of job-events that no gateway has folded; NaN where Kafka is away")
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    Admin admin = kafka.admin();
    var unused =
        timer.scheduleWithFixedDelay(() -> look(admin), 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    client = Optional.of(admin);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
    client.ifPresent(admin -> admin.close(Duration.ofSeconds(1)));
  }

  private void look(Admin admin) {
    try {
      records = lag(admin, group);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      records = Double.NaN;
      LOG.debugf(e, "It is not known how far %s is", group);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Records of job-events that a group has not committed, ends of transactions included. */
  static long lag(Admin admin, String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    String events = Topics.JOB_EVENTS.title();
    Map<TopicPartition, OffsetSpec> newest =
        admin
            .describeTopics(List.of(events))
            .topicNameValues()
            .get(events)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .partitions()
            .stream()
            .collect(
                Collectors.toMap(
                    info -> new TopicPartition(events, info.partition()),
                    info -> OffsetSpec.latest()));
    Map<TopicPartition, OffsetAndMetadata> folded =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return admin
        .listOffsets(newest)
        .all()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .entrySet()
        .stream()
        .mapToLong(end -> Math.max(0, end.getValue().offset() - offset(folded.get(end.getKey()))))
        .sum();
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
