package zoodip.systemtests;

import com.google.protobuf.Parser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.ProtoSerde;
import zoodip.platform.kafka.Topics;

/** What lies committed on the topics under one job's name. */
record JobTopics(EmbeddedKafka kafka) {
  List<JobEvent> events(String job) {
    return records(Topics.JOB_EVENTS, JobEvent.parser(), job);
  }

  List<WorkRequest> trainingRequests(String job) {
    return records(Topics.TRAINING_REQUESTS, WorkRequest.parser(), job);
  }

  private <M extends com.google.protobuf.MessageLite> List<M> records(
      Topics topic, Parser<M> parser, String job) {
    List<M> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ProtoSerde<>(parser).deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.title()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (job.equals(record.key())) {
            found.add(record.value());
          }
        }
      }
    }
    return found;
  }
}
