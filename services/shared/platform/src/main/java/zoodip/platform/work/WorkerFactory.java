package zoodip.platform.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;

/** Opens the slots of a service. */
@ApplicationScoped
public class WorkerFactory {
  private static final Logger LOG = Logger.getLogger(WorkerFactory.class);

  private final KafkaClients kafka;
  private final KafkaConfig kafkaConfig;
  private final JobRecords jobs;
  private final WorkConfig config;
  private final MeterRegistry registry;

  @Inject
  public WorkerFactory(
      KafkaClients kafka,
      KafkaConfig kafkaConfig,
      JobRecords jobs,
      WorkConfig config,
      MeterRegistry registry) {
    this.kafka = kafka;
    this.kafkaConfig = kafkaConfig;
    this.jobs = jobs;
    this.config = config;
    this.registry = registry;
  }

  /**
   * Starts to work on a queue. If a slot dies, which it does not do because of a job, the process
   * ends with status 1.
   *
   * @param worker names this process in events and logs, for example {@code trainer/node-7}
   * @param slots jobs that are worked on at a time, 0 or more
   */
  public WorkSlots open(WorkQueue queue, String worker, int slots, JobHandler handler) {
    return open(
        queue,
        worker,
        slots,
        handler,
        failure -> {
          LOG.error("A slot has died; a process that takes no jobs must not look alive", failure);
          Quarkus.asyncExit(1);
        });
  }

  /**
   * As {@link #open(WorkQueue, String, int, JobHandler)}, but leaves it to {@code onDeath} what
   * happens when a slot dies; it is told once for each, on the slot's thread.
   */
  public WorkSlots open(
      WorkQueue queue, String worker, int count, JobHandler handler, Consumer<Throwable> onDeath) {
    if (config.deliveries() < 2) {
      throw new IllegalArgumentException(
          "work.deliveries is %d: at the last delivery a job is not tried again, so use 2 or more"
              .formatted(config.deliveries()));
    }
    kafka.ensureTopics();
    Duration patience = kafkaConfig.startTimeout();
    new BrokerLimits(kafka, config).require(patience);
    List<WorkShard> shards =
        IntStream.range(0, kafka.queueShards()).mapToObj(shard -> shard(queue, shard)).toList();
    shards.forEach(shard -> shard.group().ensure(config, patience));
    StopSignal stop = new StopSignal();
    WorkRequestProcessor processor =
        new WorkRequestProcessor(
            worker,
            config.idleExit().map(time -> IdleExit.after(time, handler)).orElse(handler),
            kafka,
            jobs,
            config,
            stop);
    WorkMetrics metrics = new WorkMetrics(registry, queue);
    return new WorkSlots(
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    new WorkSlot(
                        worker + "-" + i,
                        shards,
                        new ShardTour(shards.size(), worker.hashCode() + i, config.shardPatience()),
                        processor,
                        jobs::areReady,
                        metrics,
                        config,
                        stop,
                        onDeath))
            .toList(),
        stop,
        config.shutdownPatience());
  }

  private WorkShard shard(WorkQueue queue, int shard) {
    return new WorkShard(queue.topic().title(shard), new ShareGroup(kafka, queue.group(shard)));
  }
}
