package zoodip.evaluator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.v1.JobState;

/** As much of the gateway's fold as one evaluation needs, run by the test itself. */
final class SmallFold implements AutoCloseable {
  private final Consumer<String, JobEvent> events;
  private final Producer<String, byte[]> producer;
  private final List<JobEvent> said = new CopyOnWriteArrayList<>();
  private JobRecord record;

  SmallFold(KafkaClients kafka, String job, EvaluationSpec spec) throws Exception {
    producer = kafka.producer();
    events = kafka.reader(JobEvent.parser());
    List<TopicPartition> partitions =
        events.partitionsFor(Topics.JOB_EVENTS.title()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    events.assign(partitions);
    events.seekToEnd(partitions);
    partitions.forEach(events::position);
    record =
        JobRecord.newBuilder()
            .setName(job)
            .setState(JobState.JOB_STATE_QUEUED)
            .setSpec(JobSpec.newBuilder().setEvaluation(spec))
            .build();
    put(record.toBuilder());
    queue();
  }

  /** Requests the job's cancellation. */
  void cancel() throws Exception {
    put(record.toBuilder().setCancelRequested(true));
  }

  /** Follows the job until it has ended; its record then. */
  JobRecord end() throws Exception {
    return until(
        JobState.JOB_STATE_SUCCEEDED, JobState.JOB_STATE_FAILED, JobState.JOB_STATE_CANCELLED);
  }

  /** Follows the job until it is in one of these states. */
  JobRecord until(JobState... states) throws Exception {
    while (!List.of(states).contains(record.getState())) {
      for (var event : events.poll(java.time.Duration.ofMillis(50))) {
        if (event.key().equals(record.getName())) {
          fold(event.value());
        }
      }
    }
    return record;
  }

  /** What was said about the job. */
  List<JobEvent> said() {
    return said;
  }

  @Override
  public void close() {
    events.close();
    producer.close();
  }

  private void fold(JobEvent event) throws Exception {
    said.add(event);
    JobRecord.Builder next = record.toBuilder();
    switch (event.getFactCase()) {
      case STARTED ->
          put(
              next.setState(JobState.JOB_STATE_RUNNING)
                  .setAttempt(event.getStarted().getAttempt()));
      case STEPS_COMMITTED -> put(next.setProgress(event.getStepsCommitted().getProgress()));
      case SUSPENDED -> {
        put(next.setState(JobState.JOB_STATE_QUEUED).clearAttempt());
        queue();
      }
      case SUCCEEDED ->
          put(
              next.setState(JobState.JOB_STATE_SUCCEEDED)
                  .setEvaluationResult(event.getSucceeded().getEvaluation()));
      case FAILED ->
          put(next.setState(JobState.JOB_STATE_FAILED).setError(event.getFailed().getError()));
      case CANCELLED -> put(next.setState(JobState.JOB_STATE_CANCELLED));
      default -> throw new IllegalArgumentException("Unexpected " + event.getFactCase());
    }
  }

  private void put(JobRecord.Builder next) throws Exception {
    record = next.setRevision(next.getRevision() + 1).build();
    producer
        .send(new ProducerRecord<>(Topics.JOBS.title(), record.getName(), record.toByteArray()))
        .get();
  }

  private void queue() throws Exception {
    WorkRequest request =
        WorkRequest.newBuilder().setJob(record.getName()).setRevision(record.getRevision()).build();
    producer
        .send(
            new ProducerRecord<>(
                Topics.EVALUATION_REQUESTS.title(), record.getName(), request.toByteArray()))
        .get();
  }
}
