package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent.FactCase;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.gateway.fold.RecordedTopics.RecordedEvent;
import zoodip.gateway.fold.RecordedTopics.RecordedValue;
import zoodip.gateway.records.JobView;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;

/**
 * What a version with parts and archives had on its topics, from the first record to the last: a
 * training and its evaluation, a training that was suspended in between, all of them archived, and
 * concepts that were learned and imported. It must be read, and mean the same, for as long as there
 * is such data.
 */
@Timeout(120)
class RecordedPartsTest {
  /** A new value on a topic. */
  private record Followed(Topics topic, String key) {}

  private final RecordedTopics recorded = new RecordedTopics("parts-and-archives");
  private final Map<String, List<Optional<JobRecord>>> records = new LinkedHashMap<>();
  private final Map<String, List<Optional<JobPart>>> parts = new LinkedHashMap<>();
  private final Map<String, List<Optional<ConceptRecord>>> concepts = new LinkedHashMap<>();
  private final Map<String, JobRecord> now = new HashMap<>();
  private final Map<String, ConceptRecord> imported = new HashMap<>();
  private final Map<String, List<JournalSegmentReference>> segments = new HashMap<>();

  @Test
  void itsEventsFoldToTheRecordsAndPartsThatTheyFoldedTo() throws Exception {
    for (RecordedEvent event : recorded.events()) {
      fold(event);
    }

    assertEquals(recorded.histories("jobs.txt", JobRecord.parser()), records);
    assertEquals(recorded.histories("concepts.txt", ConceptRecord.parser()), concepts);
    Map<String, List<Optional<JobPart>>> then =
        recorded.histories("job-parts.txt", JobPart.parser());
    for (List<Optional<JobPart>> history : then.values()) {
      assertEquals(Optional.empty(), history.remove(history.size() - 1));
    }
    assertEquals(then, parts);
  }

  @Test
  void itHasWhatTrainingsAndEvaluationsSay() throws Exception {
    Set<FactCase> kinds = EnumSet.noneOf(FactCase.class);
    for (RecordedEvent event : recorded.events()) {
      kinds.add(event.event().getFactCase());
      fold(event);
    }

    assertTrue(
        kinds.containsAll(
            EnumSet.of(
                FactCase.ACCEPTED,
                FactCase.STARTED,
                FactCase.STEPS_COMMITTED,
                FactCase.SUSPENDED,
                FactCase.SUCCEEDED,
                FactCase.ARCHIVED,
                FactCase.CONCEPT_IMPORTED)),
        kinds::toString);
    assertTrue(now.values().stream().allMatch(JobRecord::hasArchive));
    assertTrue(parts.keySet().stream().anyMatch(key -> key.contains("#files/")));
  }

  @Test
  void viewsShowAfterEachEventWhatItFoldedTo(@TempDir Path folder) throws Exception {
    Map<Followed, Iterator<RecordedValue>> next = histories();
    try (EmbeddedKafka broker = EmbeddedKafka.start(folder)) {
      KafkaClients kafka =
          new KafkaClients(
              Map.of("bootstrap.servers", broker.bootstrapServers()), FoldOnBroker.DEFAULTS);
      kafka.ensureTopics();
      try (JobView view = new JobView(kafka.reader(), kafka.admin());
          Producer<String, byte[]> producer = kafka.producer()) {
        for (RecordedEvent event : recorded.events()) {
          for (Followed followed : fold(event)) {
            producer.send(next.get(followed).next().on(followed.topic())).get();
          }
          view.readToEnd().get(60, TimeUnit.SECONDS);
          assertEquals(
              Optional.ofNullable(now.get(event.key())).map(RecordedPartsTest::withoutSegments),
              view.get(event.key()).map(RecordedPartsTest::withoutSegments));
        }
      }
    }
  }

  private Map<Followed, Iterator<RecordedValue>> histories() throws Exception {
    Map<Followed, List<RecordedValue>> histories = new HashMap<>();
    for (Topics topic : List.of(Topics.JOBS, Topics.JOB_PARTS)) {
      for (RecordedValue value : recorded.values(topic.title() + ".txt")) {
        add(histories, new Followed(topic, value.key()), value);
      }
    }
    return histories.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, history -> history.getValue().iterator()));
  }

  /** What of jobs and their parts it changes. */
  private List<Followed> fold(RecordedEvent event) {
    String key = event.key();
    if (key.contains("/concepts/")) {
      ConceptFold.fold(key, Optional.ofNullable(imported.get(key)), event.event())
          .forEach(effect -> apply(effect, key));
      return List.of();
    }
    List<Followed> followed = new ArrayList<>();
    Optional<JobRecord> before = Optional.ofNullable(now.get(key));
    FoldResult result =
        JobFold.fold(
            key, before, event.event(), event.position(), Instant.ofEpochMilli(event.time()));
    result.record().ifPresent(record -> now.put(key, record));
    for (JobPart part : result.parts()) {
      if (part.hasSegment()) {
        segments.computeIfAbsent(key, job -> new ArrayList<>()).add(part.getSegment());
      } else {
        add(parts, JobPartKeys.of(key, part), Optional.of(part));
        followed.add(new Followed(Topics.JOB_PARTS, JobPartKeys.of(key, part)));
      }
    }
    if (result.parts().isEmpty()) {
      add(records, key, result.record().map(record -> whole(key, record)));
      followed.add(new Followed(Topics.JOBS, key));
    }
    result.effects().forEach(effect -> apply(effect, key));
    return followed;
  }

  private JobRecord whole(String key, JobRecord record) {
    return record.hasArchive()
        ? record
        : record.toBuilder().addAllSegments(segments.getOrDefault(key, List.of())).build();
  }

  private void apply(Effect effect, String event) {
    if (effect instanceof Effect.PublishConcept published) {
      add(concepts, published.key(), Optional.of(published.concept()));
      if (published.key().equals(event)) {
        imported.put(event, published.concept());
      }
    } else if (effect instanceof Effect.RemoveConcept) {
      add(concepts, effect.key(), Optional.empty());
    }
  }

  private static <K, M> void add(Map<K, List<M>> histories, K key, M next) {
    histories.computeIfAbsent(key, name -> new ArrayList<>()).add(next);
  }

  private static JobRecord withoutSegments(JobRecord record) {
    return record.hasArchive() ? record : record.toBuilder().clearSegments().build();
  }
}
