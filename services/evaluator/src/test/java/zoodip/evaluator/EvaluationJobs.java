package zoodip.evaluator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import zoodip.contract.JobStates;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.CancelRequested;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.gateway.records.JobView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;

/** What is said about jobs, by the gateway too, and what the fold makes of it. */
final class EvaluationJobs implements AutoCloseable {
  private final KafkaClients kafka;
  private final JobView records;
  private final Producer<String, byte[]> producer;
  private final EventEnvelope envelope = new EventEnvelope("/gateway");

  EvaluationJobs(KafkaClients kafka, JobView records) {
    this.kafka = kafka;
    this.records = records;
    producer = kafka.producer();
  }

  /** Says what the gateway says when a client creates an evaluation. */
  void accept(String job, EvaluationSpec.Builder spec) throws Exception {
    publish(
        job,
        JobEvent.newBuilder()
            .setAccepted(Accepted.newBuilder().setSpec(JobSpec.newBuilder().setEvaluation(spec))));
  }

  void requestCancel(String job) throws Exception {
    publish(job, JobEvent.newBuilder().setCancelRequested(CancelRequested.getDefaultInstance()));
  }

  /** The job's record as soon as it has ended. */
  JobRecord end(String job) {
    return await(job, record -> JobStates.isTerminal(record.getState()));
  }

  JobRecord await(String job, Predicate<JobRecord> wanted) {
    return records
        .await(job, record -> record.filter(wanted).isPresent())
        .orTimeout(100, TimeUnit.SECONDS)
        .join()
        .orElseThrow();
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
  }

  private void publish(String job, JobEvent.Builder event) throws Exception {
    producer.send(envelope.record(Topics.JOB_EVENTS, job, event.build())).get();
  }
}
