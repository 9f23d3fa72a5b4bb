package zoodip.gateway.fold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;

/**
 * Runs the fold as long as the gateway runs. A thread that fails is replaced; if that keeps
 * happening the process ends, rather than look alive while nothing is decided.
 */
@ApplicationScoped
public class FoldStreams {
  private static final Logger LOG = Logger.getLogger(FoldStreams.class);
  private static final Duration RESTART_WINDOW = Duration.ofMinutes(10);
  private static final String RACK_TAG = "rack";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaClients kafka;
  private final GatewayConfig.Fold config;
  private final MeterRegistry registry;
  private final RestartLimit restartLimit;
  private volatile KafkaStreams streams;

  @Inject
  public FoldStreams(KafkaClients kafka, GatewayConfig config, MeterRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
    this.config = config.fold();
    Gauge.builder("zoodip.fold.running", this, fold -> fold.isRunning() ? 1 : 0)
        .description("1 while this gateway's fold runs")
        .register(registry);
    restartLimit =
        new RestartLimit(this.config.threadRestarts(), RESTART_WINDOW, Clock.systemUTC());
  }

  /** Whether events are being folded, at this moment. */
  public boolean isRunning() {
    KafkaStreams started = streams;
    return started != null && started.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether the fold runs or can still come to. */
  public boolean isAlive() {
    KafkaStreams started = streams;
    return started == null || !started.state().hasCompletedShutdown();
  }

  /**
   * Whether this replica folds the events of a partition at this moment: of all replicas one does,
   * so that what is to be done once is done there.
   */
  public boolean folds(int partition) {
    KafkaStreams started = streams;
    return started != null
        && started.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .flatMap(task -> task.topicPartitions().stream())
            .anyMatch(folded -> folded.partition() == partition);
  }

  void start(@Observes StartupEvent event) {
    kafka.ensureTopics();
    kafka.ensureChangelogs(JobTopology.changelogs(config.applicationId()));
    KafkaStreams created =
        new StateFolder(config)
            .open(
                folder ->
                    new KafkaStreams(
                        JobTopology.build(
                            config.store(), config.wholeRecords(), kafka.queueShards(), registry),
                        settings(folder)));
    created.setUncaughtExceptionHandler(this::afterFailure);
    created.setStateListener((now, before) -> LOG.infof("Fold: %s -> %s", before, now));
    new KafkaStreamsMetrics(created).bindTo(registry);
    created.start();
    streams = created;
  }

  /** Leaves the group, so that a replica or the successor goes on at once. */
  void stop(@Observes ShutdownEvent event) {
    KafkaStreams started = streams;
    CloseOptions options =
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    if (started != null && !started.close(options)) {
      LOG.warnf("The fold did not stop within %s", CLOSE_TIMEOUT);
    }
  }

  private StreamThreadExceptionResponse afterFailure(Throwable failure) {
    if (restartLimit.tryRestart()) {
      LOG.error("A thread of the fold failed and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("The fold keeps failing; the gateway ends", failure);
    Quarkus.asyncExit(1);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static void addRack(Map<String, Object> own, String rack) {
    own.put(StreamsConfig.clientTagPrefix(RACK_TAG), rack);
    own.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, RACK_TAG);
  }

  private Properties settings(Path folder) {
    Map<String, Object> own = new HashMap<>();
    own.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    own.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    own.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    own.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    own.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    config.rack().ifPresent(rack -> addRack(own, rack));
    own.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    own.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) config.sessionTimeout().toMillis());
    own.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) config.sessionTimeout().dividedBy(4).toMillis());
    own.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.MAX_RECORD_BYTES);
    own.put(StreamsConfig.topicPrefix("max.message.bytes"), Topics.MAX_RECORD_BYTES);
    Properties all = new Properties();
    all.putAll(kafka.settings(own));
    return all;
  }
}
