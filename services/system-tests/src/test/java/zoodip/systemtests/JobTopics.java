package zoodip.systemtests;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.ProtoSerde;
import zoodip.platform.kafka.Topics;

/** What lies committed on the topics under one job's name. */
record JobTopics(EmbeddedKafka kafka) {
  List<JobEvent> events(String job) {
    return records(Topics.JOB_EVENTS, JobEvent.parser(), job);
  }

  /** What the topic of jobs shows, from state to state. */
  List<JobRecord> states(String job) {
    return records(Topics.JOBS, JobRecord.parser(), job);
  }

  List<WorkRequest> trainingRequests(String job) {
    return records(Topics.TRAINING_REQUESTS, WorkRequest.parser(), job);
  }

  /**
   * Writes all that lies on the topics into files, a line a record, for the gateway's
   * RecordedEventsTest.
   *
   * @param folder is made if it is missing
   */
  void record(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Topics topic :
        List.of(Topics.JOB_EVENTS, Topics.JOBS, Topics.JOB_PARTS, Topics.CONCEPTS)) {
      List<String> lines = new ArrayList<>();
      forEach(topic, new ByteArrayDeserializer(), record -> lines.add(line(topic, record)));
      Files.write(folder.resolve(topic.title() + ".txt"), lines);
    }
  }

  /** Of events where and when they were said, of all records key and value. */
  private static String line(Topics topic, ConsumerRecord<String, byte[]> record) {
    String value =
        record.value() == null ? "-" : Base64.getEncoder().encodeToString(record.value());
    String said = record.key() + " " + value;
    return topic == Topics.JOB_EVENTS
        ? "%d %d %d %s".formatted(record.partition(), record.offset(), record.timestamp(), said)
        : said;
  }

  private <M extends MessageLite> List<M> records(Topics topic, Parser<M> parser, String job) {
    List<M> found = new ArrayList<>();
    forEach(
        topic,
        new ProtoSerde<>(parser).deserializer(),
        record -> {
          if (job.equals(record.key())) {
            found.add(record.value());
          }
        });
    return found;
  }

  private <V> void forEach(
      Topics topic, Deserializer<V> values, Consumer<ConsumerRecord<String, V>> each) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.title()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(each);
      }
    }
  }
}
