package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.gateway.fold.RecordedTopics.RecordedEvent;
import zoodip.gateway.fold.RecordedTopics.RecordedValue;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;

/**
 * What version 0.1.0 had on its topics: two trainings, one of them with previews, an evaluation, a
 * training that was cancelled, and concepts that were learned, imported and deleted. It must be
 * read, and mean the same, for as long as there is such data.
 */
@Timeout(120)
class RecordedEventsTest {
  private static final RecordedTopics RECORDED = new RecordedTopics("");

  @Test
  void itsEventsFoldToWhatTheyFoldedTo() throws Exception {
    Map<String, JobRecord> jobs = new TreeMap<>();
    Map<String, ConceptRecord> concepts = new TreeMap<>();
    Map<String, List<JournalSegmentReference>> segments = new TreeMap<>();
    for (RecordedEvent event : RECORDED.events()) {
      fold(event, jobs, segments).forEach(effect -> apply(effect, concepts));
    }

    jobs.replaceAll((job, record) -> asThen(record, segments.getOrDefault(job, List.of())));
    assertEquals(recorded("jobs.txt", JobRecord.parser()), jobs);
    assertEquals(recorded("concepts.txt", ConceptRecord.parser()), concepts);
  }

  private static List<Effect> fold(
      RecordedEvent event,
      Map<String, JobRecord> jobs,
      Map<String, List<JournalSegmentReference>> segments) {
    String key = event.key();
    if (key.contains("/concepts/")) {
      return ConceptFold.fold(key, Optional.empty(), event.event());
    }
    FoldResult foldResult =
        JobFold.fold(
            key,
            Optional.ofNullable(jobs.get(key)),
            event.event(),
            event.position(),
            Instant.ofEpochMilli(event.time()));
    jobs.put(key, foldResult.record().orElseThrow());
    foldResult.parts().stream()
        .filter(JobPart::hasSegment)
        .forEach(
            part -> segments.computeIfAbsent(key, job -> new ArrayList<>()).add(part.getSegment()));
    return foldResult.effects();
  }

  /** As records were when the journal's segments were in them. */
  private static JobRecord asThen(JobRecord record, List<JournalSegmentReference> segments) {
    return record.toBuilder()
        .clearLastStep()
        .clearAttemptProgressed()
        .addAllSegments(segments)
        .build();
  }

  private static void apply(Effect effect, Map<String, ConceptRecord> concepts) {
    if (effect instanceof Effect.PublishConcept published) {
      concepts.put(published.key(), published.concept());
    } else if (effect instanceof Effect.RemoveConcept) {
      concepts.remove(effect.key());
    }
  }

  @Test
  void itsRecordsAreReadIntoViews(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start(folder)) {
      KafkaClients kafka =
          new KafkaClients(
              Map.of("bootstrap.servers", broker.bootstrapServers()), FoldOnBroker.DEFAULTS);
      kafka.ensureTopics();
      write(kafka, Topics.JOBS, "jobs.txt");
      write(kafka, Topics.CONCEPTS, "concepts.txt");
      assertViewed(
          kafka, Topics.JOBS, recorded("jobs.txt", JobRecord.parser()), JobRecord.parser());
      assertViewed(
          kafka,
          Topics.CONCEPTS,
          recorded("concepts.txt", ConceptRecord.parser()),
          ConceptRecord.parser());
    }
  }

  @Test
  void nothingOfItIsUnknown() throws IOException {
    for (JobRecord record : recorded("jobs.txt", JobRecord.parser()).values()) {
      assertTrue(record.getUnknownFields().asMap().isEmpty());
      assertTrue(record.hasSpec());
    }
  }

  private static <M extends Message> void assertViewed(
      KafkaClients kafka, Topics topic, Map<String, M> wanted, Parser<M> parser) throws Exception {
    try (CompactedView<M> view = new CompactedView<>(topic, kafka.reader(parser), kafka.admin())) {
      view.readToEnd().get(60, TimeUnit.SECONDS);
      wanted.forEach((key, record) -> assertEquals(Optional.of(record), view.get(key)));
      assertEquals(wanted.size(), view.withPrefix("").size());
    }
  }

  private static void write(KafkaClients kafka, Topics topic, String file) throws Exception {
    try (Producer<String, byte[]> producer = kafka.producer()) {
      for (RecordedValue value : RECORDED.values(file)) {
        producer.send(value.on(topic)).get();
      }
    }
  }

  private static <M> Map<String, M> recorded(String file, Parser<M> parser) throws IOException {
    Map<String, M> records = new TreeMap<>();
    for (RecordedValue value : RECORDED.values(file)) {
      records.put(value.key(), parser.parseFrom(value.bytes().orElseThrow()));
    }
    return records;
  }
}
