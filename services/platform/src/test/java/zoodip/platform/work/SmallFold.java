package zoodip.platform.work;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.v1.JobState;

/** As much of the gateway's fold as attempts at trainings need: it believes every event. */
final class SmallFold implements AutoCloseable {
  private final org.apache.kafka.clients.consumer.Consumer<String, JobEvent> events;
  private final Producer<String, byte[]> producer;
  private final Map<String, JobRecord> records = new ConcurrentHashMap<>();
  private final List<ConsumerRecord<String, JobEvent>> seen = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::follow, "small-fold");

  SmallFold(KafkaClients kafka) {
    events = kafka.reader(JobEvent.parser());
    producer = kafka.producer();
    thread.start();
  }

  /** Queues a new job. */
  void accept(String job) throws Exception {
    put(JobRecord.newBuilder().setName(job).setState(JobState.JOB_STATE_QUEUED));
    queue(job);
  }

  /** Queues the job as it is now, once more, whatever its state. */
  void queue(String job) throws Exception {
    JobRecord record = records.get(job);
    long revision = record.getRevision() + 1;
    put(record.toBuilder().setQueuedRevision(revision));
    repeatRequest(job);
  }

  /** Puts the newest request on the queue a second time, which the real one never does. */
  void repeatRequest(String job) throws Exception {
    long revision = records.get(job).getQueuedRevision();
    send(
        Topics.TRAINING_REQUESTS,
        job,
        WorkRequest.newBuilder().setJob(job).setRevision(revision).build());
  }

  void put(JobRecord.Builder record) throws Exception {
    JobRecord changed = record.setRevision(record.getRevision() + 1).build();
    records.put(changed.getName(), changed);
    send(Topics.JOBS, changed.getName(), changed);
  }

  void delete(String job) throws Exception {
    records.remove(job);
    producer.send(new ProducerRecord<>(Topics.JOBS.title(), job, null)).get();
  }

  JobRecord record(String job) {
    return records.get(job);
  }

  /** What was committed about the job, in order. */
  List<JobEvent> eventsOf(String job) {
    return seen.stream()
        .filter(event -> event.key().equals(job))
        .map(ConsumerRecord::value)
        .toList();
  }

  @Override
  public void close() throws Exception {
    events.wakeup();
    thread.join();
    producer.close();
  }

  private void follow() {
    try (events) {
      List<TopicPartition> partitions =
          events.partitionsFor(Topics.JOB_EVENTS.title()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      events.assign(partitions);
      events.seekToBeginning(partitions);
      while (true) {
        for (ConsumerRecord<String, JobEvent> event : events.poll(Duration.ofMillis(50))) {
          seen.add(event);
          fold(event.key(), event.value());
        }
      }
    } catch (WakeupException closed) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void fold(String job, JobEvent event) throws Exception {
    if (!records.containsKey(job)) {
      return;
    }
    JobRecord.Builder record = records.get(job).toBuilder();
    switch (event.getFactCase()) {
      case STARTED ->
          put(
              record
                  .setState(JobState.JOB_STATE_RUNNING)
                  .setAttempt(event.getStarted().getAttempt())
                  .setWorker(event.getStarted().getWorker())
                  .setAttempts(record.getAttempts() + 1));
      case STEPS_COMMITTED ->
          put(
              record
                  .setProgress(event.getStepsCommitted().getProgress())
                  .addSegments(event.getStepsCommitted().getSegment()));
      case SUSPENDED -> {
        put(record.setState(JobState.JOB_STATE_QUEUED).clearAttempt());
        queue(job);
      }
      case SUCCEEDED -> put(record.setState(JobState.JOB_STATE_SUCCEEDED));
      case FAILED ->
          put(record.setState(JobState.JOB_STATE_FAILED).setError(event.getFailed().getError()));
      case CANCELLED -> put(record.setState(JobState.JOB_STATE_CANCELLED));
      default -> throw new IllegalArgumentException("unexpected " + event.getFactCase());
    }
  }

  private void send(Topics topic, String key, Message message) throws Exception {
    producer.send(new ProducerRecord<>(topic.title(), key, message.toByteArray())).get();
  }
}
