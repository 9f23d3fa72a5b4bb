package zoodip.gateway.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.Archived;
import zoodip.events.v1.ConceptDeleted;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.ObjectReference;
import zoodip.events.v1.ProgressPart;
import zoodip.events.v1.WorkRequest;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.ProtoSerde;
import zoodip.platform.kafka.Topics;
import zoodip.v1.JobState;

class JobTopologyTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> events;
  private TestOutputTopic<String, JobRecord> jobs;

  @BeforeEach
  void start() {
    start(false);
  }

  private void start(boolean wholeRecords) {
    driver =
        new TopologyTestDriver(
            JobTopology.build(GatewayConfig.StoreKind.MEMORY, wholeRecords, 1, meters),
            new Properties());
    events =
        driver.createInputTopic(
            Topics.JOB_EVENTS.title(), new StringSerializer(), new ByteArraySerializer());
    jobs = output(Topics.JOBS, JobRecord.parser());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void aTrainingGoesThroughItsTopics() {
    var queue = output(Topics.TRAINING_REQUESTS, WorkRequest.parser());
    var concepts = output(Topics.CONCEPTS, ConceptRecord.parser());

    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.trained("a"));

    assertEquals(Events.TRAINING, queue.readKeyValue().key);
    assertEquals(
        List.of(
            JobState.JOB_STATE_QUEUED, JobState.JOB_STATE_RUNNING, JobState.JOB_STATE_SUCCEEDED),
        jobs.readValuesToList().stream().map(JobRecord::getState).toList());
    assertEquals(Events.CONCEPT, concepts.readKeyValue().key);
  }

  @Test
  void theEvaluationOfATrainingComesBackThroughTheEvents() {
    var queue = output(Topics.EVALUATION_REQUESTS, WorkRequest.parser());
    publish(Events.TRAINING, Events.trainingWithEvaluation());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.trained("a"));

    String evaluation = jobs.readKeyValuesToMap().get(Events.TRAINING).getEvaluationJob();

    assertEquals(evaluation, queue.readValue().getJob());
  }

  @Test
  void ofTwoImportsOfAConceptTheFirstCountsUntilItIsDeleted() {
    var concepts = output(Topics.CONCEPTS, ConceptRecord.parser());
    var deleted =
        JobEvent.newBuilder().setConceptDeleted(ConceptDeleted.getDefaultInstance()).build();

    publish(Events.CONCEPT, ConceptFoldTest.imported(ConceptFoldTest.concept("first")));
    publish(Events.CONCEPT, ConceptFoldTest.imported(ConceptFoldTest.concept("second")));
    publish(Events.CONCEPT, deleted);
    publish(Events.CONCEPT, ConceptFoldTest.imported(ConceptFoldTest.concept("third")));

    List<TestRecord<String, ConceptRecord>> records = concepts.readRecordsToList();
    assertEquals(3, records.size());
    assertEquals("first", records.get(0).value().getEmbeddingKey());
    assertNull(records.get(1).value());
    assertEquals("third", records.get(2).value().getEmbeddingKey());
  }

  @Test
  void jobsThatFailedAreCountedByReason() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.failed("a"));

    Map<String, Double> counts =
        meters.find("zoodip.job.failures").tag("work", "training").counters().stream()
            .filter(counter -> counter.count() > 0)
            .collect(toMap(counter -> counter.getId().getTag("reason"), Counter::count));
    assertEquals(Map.of(Events.failed("a").getFailed().getError().getReason().name(), 1.0), counts);
  }

  @Test
  void everyRecordIsACloudEvent() {
    publish(Events.TRAINING, Events.training());

    Headers headers = jobs.readRecord().headers();

    assertEquals("1.0", header(headers, "ce_specversion"));
    assertEquals("zoodip.events.v1.JobRecord", header(headers, "ce_type"));
    assertEquals(Events.TRAINING, header(headers, "ce_subject"));
  }

  @Test
  void aDeletedJobLeavesATombstone() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.cancelRequested());
    publish(Events.TRAINING, Events.deleteRequested());

    List<TestRecord<String, JobRecord>> records = jobs.readRecordsToList();

    assertNull(records.get(2).value());
    assertNull(stored().get(Events.TRAINING));
  }

  @Test
  void whatIsNoEventIsPassedOver() {
    events.pipeInput(Events.TRAINING, "no protobuf".getBytes(UTF_8));
    events.pipeInput("no name of a job", Events.training().toByteArray());
    events.pipeInput(null, Events.training().toByteArray());
    events.pipeInput(Events.TRAINING, null);
    assertTrue(jobs.isEmpty());

    publish(Events.TRAINING, Events.training());

    assertEquals(JobState.JOB_STATE_QUEUED, jobs.readValue().getState());
  }

  @Test
  void aDroppedEventMovesThePositionOnTheTopic() {
    var parts = output(Topics.JOB_PARTS, JobPart.parser());
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("old", 1, 5));

    List<JobRecord> records = jobs.readValuesToList();
    ProgressPart moved = parts.readValue().getProgress();

    assertEquals(List.of(0L, 1L), records.stream().map(JobRecord::getEventOffset).toList());
    assertEquals(2, moved.getEventOffset());
    assertEquals(records.get(1).getRevision(), moved.getRevision());
  }

  @Test
  void aCommitWritesWhatItAddsAndNothingBefore() {
    var parts = output(Topics.JOB_PARTS, JobPart.parser());
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    jobs.readValuesToList();
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.committed("a", 6, 9));

    assertTrue(jobs.isEmpty());
    assertEquals(
        List.of(5, 9),
        parts.readValuesToList().stream().map(part -> part.getProgress().getLastStep()).toList());
    assertEquals(0, stored().get(Events.TRAINING).getLastStep());
  }

  @Test
  void whoeverTakesAJobFindsAllThatWasCommitted() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.committed("a", 6, 9));
    publish(Events.TRAINING, Events.started("b"));

    JobRecord taken = jobs.readKeyValuesToMap().get(Events.TRAINING);

    assertEquals(List.of(5, 9), lastSteps(taken));
    assertEquals(9, taken.getLastStep());
    assertFalse(taken.getAttemptProgressed());
  }

  @Test
  void aJobOfBeforeThereWerePartsGoesOn() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.started("b"));
    JobRecord whole = jobs.readKeyValuesToMap().get(Events.TRAINING);
    stop();
    start();
    stored()
        .put(Events.TRAINING, whole.toBuilder().clearLastStep().clearAttemptProgressed().build());

    publish(Events.TRAINING, Events.committed("b", 6, 9));
    publish(Events.TRAINING, Events.started("c"));

    assertEquals(List.of(5, 9), lastSteps(jobs.readKeyValuesToMap().get(Events.TRAINING)));
  }

  @Test
  void gatewaysThatKnowNoPartsReadWholeRecords() {
    stop();
    start(true);
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.committed("a", 6, 9));

    assertEquals(List.of(5, 9), lastSteps(stored().get(Events.TRAINING)));
    assertEquals(List.of(5, 9), lastSteps(jobs.readKeyValuesToMap().get(Events.TRAINING)));
    assertEquals(Map.of(), contents(parts()));
  }

  @Test
  void whatIsInPartsIsMadeWholeForThemAlsoWhereNothingHappens() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.committed("a", 6, 9));
    restart(true, contents(stored()), contents(parts()));
    var shownParts = output(Topics.JOB_PARTS, JobPart.parser());

    driver.advanceWallClockTime(Duration.ofSeconds(1));

    JobRecord whole = stored().get(Events.TRAINING);
    assertEquals(List.of(5, 9), lastSteps(whole));
    assertEquals(9, whole.getProgress().getDone());
    assertEquals(whole, jobs.readKeyValuesToMap().get(Events.TRAINING));
    assertEquals(Map.of(), contents(parts()));
    assertTrue(shownParts.readKeyValuesToMap().values().stream().allMatch(Objects::isNull));
  }

  @Test
  void anEventThatComesBeforeThatFindsAllOfItsJob() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    restart(true, contents(stored()), contents(parts()));

    publish(Events.TRAINING, Events.committed("a", 6, 9));

    assertEquals(List.of(5, 9), lastSteps(stored().get(Events.TRAINING)));
    assertEquals(Map.of(), contents(parts()));
  }

  @Test
  void aJobThatSuchGatewaysMadeAnewHasNothingOfTheOneBefore() {
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.committed("a", 6, 9));
    Map<String, JobPart> former = contents(parts());
    stop();
    start(true);
    // offsets, and with them revisions, go on where they were
    former.forEach((key, part) -> publish(Events.EVALUATION, Events.evaluation()));
    publish(Events.EVALUATION, Events.started("b"));
    publish(Events.TRAINING, Events.training());
    publish(Events.TRAINING, Events.started("b"));
    publish(Events.TRAINING, Events.committed("b", 1, 3));
    restart(false, contents(stored()), former);

    publish(Events.TRAINING, Events.committed("b", 4, 7));
    publish(Events.TRAINING, Events.started("c"));

    assertEquals(List.of(3, 7), lastSteps(jobs.readKeyValuesToMap().get(Events.TRAINING)));
  }

  @Test
  void anArchivedJobIsSmallAndHasNoPartsLeft() {
    var parts = output(Topics.JOB_PARTS, JobPart.parser());
    publish(Events.TRAINING, Events.trainingWithEvaluation());
    publish(Events.TRAINING, Events.started("a"));
    publish(Events.TRAINING, Events.committed("a", 1, 5));
    publish(Events.TRAINING, Events.committed("a", 6, 9));
    publish(Events.TRAINING, Events.trained("a"));
    JobRecord ended = jobs.readKeyValuesToMap().get(Events.TRAINING);
    JobEvent archived =
        JobEvent.newBuilder()
            .setArchived(
                Archived.newBuilder()
                    .setRevision(ended.getRevision())
                    .setArchive(ObjectReference.newBuilder().setKey("archive"))
                    .setJournal(
                        JournalSegmentReference.newBuilder().setFirstStep(1).setLastStep(9)))
            .build();

    publish(Events.TRAINING, archived);

    JobRecord compact = jobs.readKeyValuesToMap().get(Events.TRAINING);
    assertEquals(List.of(9), lastSteps(compact));
    assertEquals(0, compact.getSpec().getTraining().getPhotosCount());
    assertEquals(ended.getUpdateTime(), compact.getUpdateTime());
    assertTrue(parts.readKeyValuesToMap().values().stream().allMatch(Objects::isNull));
    assertEquals(Map.of(), contents(parts()));
  }

  /** Another gateway that goes on with this state. */
  private void restart(
      boolean wholeRecords, Map<String, JobRecord> records, Map<String, JobPart> added) {
    stop();
    start(wholeRecords);
    records.forEach(stored()::put);
    added.forEach(parts()::put);
  }

  private KeyValueStore<String, JobRecord> stored() {
    return driver.getKeyValueStore(JobTopology.STORE);
  }

  private KeyValueStore<String, JobPart> parts() {
    return driver.getKeyValueStore(JobTopology.PARTS);
  }

  private static <V> Map<String, V> contents(KeyValueStore<String, V> store) {
    Map<String, V> contents = new TreeMap<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> contents.put(entry.key, entry.value));
    }
    return contents;
  }

  private static List<Integer> lastSteps(JobRecord job) {
    return job.getSegmentsList().stream().map(JournalSegmentReference::getLastStep).toList();
  }

  private void publish(String job, JobEvent event) {
    events.pipeInput(job, event.toByteArray());
  }

  private <M extends Message> TestOutputTopic<String, M> output(Topics topic, Parser<M> parser) {
    return driver.createOutputTopic(
        topic.title(), new StringDeserializer(), new ProtoSerde<>(parser).deserializer());
  }

  private static String header(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
