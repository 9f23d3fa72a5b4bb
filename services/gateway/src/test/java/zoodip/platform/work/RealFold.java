package zoodip.platform.work;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.CancelRequested;
import zoodip.events.v1.DeleteRequested;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.WorkRequest;
import zoodip.gateway.fold.FoldOnBroker;
import zoodip.gateway.records.JobView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.nodes.NodeChannels;

/** The gateway's fold on a broker, what is said to it besides the slots' own, and what it makes. */
final class RealFold implements AutoCloseable {
  private final KafkaClients kafka;
  private final KafkaStreams streams;
  private final Producer<String, byte[]> producer;
  private final JobView jobs;
  private final JobRecordsServer server;
  private final JobRecords records;
  private final EventEnvelope envelope = new EventEnvelope("/gateway");

  RealFold(KafkaClients kafka, Path folder) {
    this(kafka, folder, 1);
  }

  /** With queues of so many topics. */
  RealFold(KafkaClients kafka, Path folder, int queueShards) {
    this.kafka = kafka;
    producer = kafka.producer();
    streams = FoldOnBroker.streams(kafka, folder, false, queueShards);
    streams.start();
    jobs = new JobView(kafka.reader(), kafka.admin());
    server = new JobRecordsServer(jobs);
    records =
        new JobRecords(
            NodeChannels.withoutKey()
                .open(server.target(), Duration.ofSeconds(20), Topics.MAX_RECORD_BYTES));
  }

  JobView jobs() {
    return jobs;
  }

  /** What a worker is told about jobs. */
  JobRecords records() {
    return records;
  }

  /** Says that a job was created; when this returns, it is queued. */
  void accept(String job, JobSpec.Builder spec) throws Exception {
    publish(job, JobEvent.newBuilder().setAccepted(Accepted.newBuilder().setSpec(spec)));
    await(job, Optional::isPresent);
  }

  void requestCancel(String job) throws Exception {
    publish(job, JobEvent.newBuilder().setCancelRequested(CancelRequested.getDefaultInstance()));
    await(job, record -> record.filter(JobRecord::getCancelRequested).isPresent());
  }

  /** Deletes a job that has ended. */
  void delete(String job) throws Exception {
    publish(job, JobEvent.newBuilder().setDeleteRequested(DeleteRequested.getDefaultInstance()));
    await(job, Optional::isEmpty);
  }

  /** Says that this attempt has begun, as its worker would. */
  void start(String job, String attempt) throws Exception {
    publish(job, new AttemptEvents(attempt).started("node of " + attempt));
    await(job, record -> record.filter(now -> now.getAttempt().equals(attempt)).isPresent());
  }

  /** Says that the running attempt gave the job back, which queues it once more. */
  void suspend(String job) throws Exception {
    AttemptEvents running = new AttemptEvents(record(job).getAttempt());
    publish(job, running.ended(new AttemptResult.Suspended("for the test")).orElseThrow());
    await(job, record -> record.filter(now -> now.getAttempt().isEmpty()).isPresent());
  }

  /** Puts the newest request on the queue a second time, which the fold never does. */
  void repeatRequest(String job) throws Exception {
    byte[] request = request(job).toByteArray();
    producer.send(new ProducerRecord<>(Topics.TRAINING_REQUESTS.title(), job, request)).get();
  }

  /** The job's newest request. */
  WorkRequest request(String job) {
    return WorkRequest.newBuilder()
        .setJob(job)
        .setRevision(record(job).getQueuedRevision())
        .build();
  }

  JobRecord record(String job) {
    return jobs.get(job).orElseThrow();
  }

  Optional<JobRecord> await(String job, Predicate<Optional<JobRecord>> wanted) {
    return jobs.await(job, wanted).orTimeout(50, TimeUnit.SECONDS).join();
  }

  /** What was committed about the job until now, in order. */
  List<JobEvent> eventsOf(String job) {
    try (Consumer<String, JobEvent> reader = kafka.reader(JobEvent.parser())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.JOB_EVENTS.title()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      List<JobEvent> events = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        for (var event : reader.poll(Duration.ofMillis(50))) {
          if (event.key().equals(job)) {
            events.add(event.value());
          }
        }
      }
      return events;
    }
  }

  @Override
  public void close() {
    producer.close();
    records.close();
    server.close();
    jobs.close();
    streams.close(Duration.ofSeconds(10));
  }

  private void publish(String job, JobEvent.Builder event) throws Exception {
    producer.send(envelope.record(Topics.JOB_EVENTS, job, event.build())).get();
  }
}
