package zoodip.trainer;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import zoodip.diffusion.training.BatchSharing;
import zoodip.embedded.EmbeddedKafka;
import zoodip.embedded.Ports;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.CancelRequested;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.TrainingSpec;
import zoodip.events.v1.WorkRequest;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.fold.JobTopology;
import zoodip.gateway.records.JobView;
import zoodip.gateway.workers.JobRecordsService;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.nodes.NodeChannels;
import zoodip.platform.storage.Storage;
import zoodip.platform.work.JobHandler;
import zoodip.platform.work.JobRecords;
import zoodip.platform.work.WorkQueue;
import zoodip.platform.work.WorkSlots;
import zoodip.platform.work.WorkerFactory;
import zoodip.provenance.ImageMarking;
import zoodip.provenance.ProvenanceConfig;
import zoodip.toybox.Toybox;
import zoodip.trainer.fixtures.ToyTraining;
import zoodip.trainer.fixtures.TrainerStore;
import zoodip.trainer.models.TrainingModels;
import zoodip.trainer.results.ResultWriter;

/** All that trainers need around them: Kafka with the gateway's fold, and the object store. */
final class TrainerEnvironment implements AutoCloseable {
  private final TrainerStore objects;
  private final Path brokerFolder;
  private final Ports ports = Ports.free();
  private EmbeddedKafka broker;
  private final KafkaClients kafka;
  private final KafkaStreams fold;
  private final JobView jobs;
  private final Server server;
  private final JobRecords records;
  private final Producer<String, byte[]> gateway;
  private final ModelStore models;
  private final TrainingModels open;

  TrainerEnvironment(Path folder) {
    objects = new TrainerStore(folder.resolve("objects"));
    brokerFolder = folder.resolve("kafka");
    startKafka();
    kafka =
        new KafkaClients(
            Map.of("bootstrap.servers", broker.bootstrapServers()), TestSettings.KAFKA);
    kafka.ensureTopics();
    fold =
        new KafkaStreams(JobTopology.build(GatewayConfig.StoreKind.MEMORY), foldSettings(folder));
    fold.start();
    jobs = new JobView(kafka.reader(), kafka.admin());
    server = serve(jobs);
    records =
        new JobRecords(
            TestSettings.work("localhost:" + server.getPort()), NodeChannels.withoutKey());
    gateway = kafka.producer();
    models = new ModelStore(objects.storage(), ModelStoreConfig.in(folder.resolve("models")));
    open = new TrainingModels(models, 1, BatchSharing.FAST, (trainings, timings) -> {});
    models.publish(ToyTraining.model(), Toybox.model(folder.resolve("toybox")));
  }

  /** Starts Kafka, at the same address and with the same data as before. */
  void startKafka() {
    broker = EmbeddedKafka.start(brokerFolder, ports);
  }

  /** Kafka answers no more until it is started again. */
  void stopKafka() {
    broker.close();
  }

  Storage storage() {
    return objects.storage();
  }

  ModelStore models() {
    return models;
  }

  /** Says what the gateway says when a client creates a training. */
  void create(String job, TrainingSpec.Builder spec) throws Exception {
    if (spec.getModelDigest().isEmpty()) {
      spec.setModelDigest(models.list().get(0).getDigest());
    }
    publish(
        job,
        JobEvent.newBuilder()
            .setAccepted(Accepted.newBuilder().setSpec(JobSpec.newBuilder().setTraining(spec))));
  }

  void requestCancel(String job) throws Exception {
    publish(job, JobEvent.newBuilder().setCancelRequested(CancelRequested.newBuilder()));
  }

  /** Puts the job's newest request on the queue once more, as if two trainers had been given it. */
  void requestAgain(String job) throws Exception {
    long revision = record(job).getQueuedRevision();
    byte[] request =
        WorkRequest.newBuilder().setJob(job).setRevision(revision).build().toByteArray();
    gateway.send(new ProducerRecord<>(Topics.TRAINING_REQUESTS.title(), job, request)).get();
  }

  /** All that was said about the job and is committed. */
  List<JobEvent> events(String job) {
    List<JobEvent> found = new ArrayList<>();
    try (var reader = kafka.reader(JobEvent.parser())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.JOB_EVENTS.title()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        for (var event : reader.poll(Duration.ofMillis(100))) {
          if (job.equals(event.key())) {
            found.add(event.value());
          }
        }
      }
    }
    return found;
  }

  /** How many segments of the job's journal are committed. */
  int segments(String job) {
    return Math.toIntExact(
        events(job).stream()
            .filter(JobEvent::hasStepsCommitted)
            .filter(event -> event.getStepsCommitted().hasSegment())
            .count());
  }

  /** Waits until at least so many are. */
  void awaitSegments(String job, int count) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (segments(job) < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError(segments(job) + " segments of " + job + ", not " + count);
      }
      Thread.sleep(20);
    }
  }

  JobRecord record(String job) {
    return jobs.get(job).orElseThrow();
  }

  JobRecord await(String job, Predicate<JobRecord> wanted) {
    return jobs.await(job, record -> record.filter(wanted).isPresent())
        .orTimeout(5, TimeUnit.MINUTES)
        .join()
        .orElseThrow();
  }

  /** A trainer as the application has it, but for the open model that it shares with the others. */
  JobHandler trainer(String name) {
    return trainer(new TestSettings(name), new SimpleMeterRegistry());
  }

  /** As before, with settings and metrics of its own. */
  JobHandler trainer(TestSettings settings, MeterRegistry registry) {
    return new TrainingHandler(
        storage(),
        open,
        new ResultWriter(storage(), Map.of("trainer", settings.name())),
        new TrainingMetrics(registry, "cpu"),
        new ImageMarking(ProvenanceConfig.defaults(), "test", registry),
        settings);
  }

  /** Lets a trainer with one slot work until this is closed. */
  WorkSlots open(String name, JobHandler trainer) {
    return open(name, trainer, failure -> {});
  }

  /** As before, and tells when the slot dies. */
  WorkSlots open(String name, JobHandler trainer, Consumer<Throwable> death) {
    return open(name, trainer, death, kafka, new SimpleMeterRegistry());
  }

  /** As before, with Kafka clients and metrics of its own. */
  WorkSlots open(
      String name,
      JobHandler trainer,
      Consumer<Throwable> death,
      KafkaClients clients,
      MeterRegistry registry) {
    return new WorkerFactory(clients, TestSettings.KAFKA, records, TestSettings.WORK, registry)
        .open(WorkQueue.TRAINING, name, 1, trainer, death);
  }

  /** Kafka clients that give up after this time. */
  KafkaClients clients(Duration patience) {
    return new KafkaClients(
        kafka.settings(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis())),
        TestSettings.KAFKA);
  }

  @Override
  public void close() {
    gateway.close();
    records.close();
    server.shutdownNow();
    jobs.close();
    fold.close(Duration.ofSeconds(10));
    broker.close();
    open.close();
    objects.close();
  }

  private void publish(String job, JobEvent.Builder event) throws Exception {
    gateway.send(new EventEnvelope("/gateway").record(Topics.JOB_EVENTS, job, event.build())).get();
  }

  /** What trainers see of a gateway. */
  private static Server serve(JobView jobs) {
    try {
      return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
          .addService(new JobRecordsService(jobs, Duration.ofSeconds(20)))
          .addService(new Serving())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free", e);
    }
  }

  private static final class Serving extends HealthGrpc.HealthImplBase {
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
      caller.onNext(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
    }
  }

  private Properties foldSettings(Path folder) {
    Properties settings = new Properties();
    settings.putAll(
        kafka.settings(
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "job-fold",
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.STATE_DIR_CONFIG,
                folder.resolve("streams").toString(),
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                0,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                50)));
    return settings;
  }
}
