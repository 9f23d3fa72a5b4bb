package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.Archived;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.ObjectReference;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.records.JobView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.JobProgress;
import zoodip.v1.TrainingSettings;

/**
 * What a training of 30,000 steps writes to Kafka, changelogs and transactions included: with parts
 * beside records, and with whole records at each commit, as it was before there were parts; and
 * with the trace that each event names.
 */
@Timeout(300)
class KafkaBytesTest {
  private static final Logger LOG = Logger.getLogger(KafkaBytesTest.class);
  private static final int STEPS = 30_000;
  private static final double STEPS_PER_SECOND = 16.1;
  private static final double FLUSH_SECONDS = 3;
  private static final double DOUBLED_AFTER = 200;
  private static final int PREVIEW_INTERVAL = 500;
  private static final int WANTED_RATIO = 20;
  private static final double WANTED_TRACED = 1.1;

  @TempDir Path folder;

  @Test
  void aCommitCostsWhatItAdds() throws Exception {
    long before = bytes(true, false);
    long after = bytes(false, false);
    LOG.infof(
        "%d steps: %,d bytes with whole records, %,d with parts, %.1f times less",
        STEPS, before, after, before / (double) after);
    assertTrue(after * WANTED_RATIO <= before, after + " bytes, before " + before);
  }

  @Test
  void soItDoesWithPreviews() throws Exception {
    long before = bytes(true, true);
    long after = bytes(false, true);
    LOG.infof(
        "%d steps, %d previews: %,d bytes with whole records, %,d with parts, %.1f times less",
        STEPS, STEPS / PREVIEW_INTERVAL, before, after, before / (double) after);
    assertTrue(after * WANTED_RATIO <= before, after + " bytes, before " + before);
  }

  @Test
  void aTraceCostsLittle() throws Exception {
    long untraced = bytes(false, false);
    SpanContext create =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    long traced;
    try (Scope scope = Context.root().with(Span.wrap(create)).makeCurrent()) {
      traced = bytes(false, false);
    }
    LOG.infof("%d steps: %,d bytes, %,d with a trace", STEPS, untraced, traced);
    assertTrue(traced <= untraced * WANTED_TRACED, traced + " bytes, untraced " + untraced);
  }

  private long bytes(boolean wholeRecords, boolean previews) throws Exception {
    Path run = Files.createTempDirectory(folder, "run");
    try (EmbeddedKafka broker = EmbeddedKafka.start(run.resolve("kafka"))) {
      KafkaClients kafka =
          new KafkaClients(
              Map.of("bootstrap.servers", broker.bootstrapServers()), FoldOnBroker.DEFAULTS);
      kafka.ensureTopics();
      try (KafkaStreams streams =
              FoldOnBroker.streams(kafka, run.resolve("state"), wholeRecords, 1);
          Producer<String, byte[]> producer = kafka.transactionalProducer("worker");
          JobView jobs = new JobView(kafka.reader(), kafka.admin())) {
        streams.start();
        producer.initTransactions();
        train(producer, jobs, previews, !wholeRecords);
      }
      return sizes(kafka).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static void train(
      Producer<String, byte[]> producer, JobView jobs, boolean previews, boolean archived)
      throws Exception {
    String job = Events.TRAINING;
    say(producer, job, accepted());
    say(producer, job, Events.started("a"));
    int first = 1;
    int segments = 0;
    while (first <= STEPS) {
      double seconds = FLUSH_SECONDS * (1 + segments / DOUBLED_AFTER);
      int last = (int) Math.min(STEPS, first + seconds * STEPS_PER_SECOND);
      StepsCommitted.Builder committed = committed(job, first, last);
      if (previews && last / PREVIEW_INTERVAL > (first - 1) / PREVIEW_INTERVAL) {
        committed.addAllFiles(files(job, last / PREVIEW_INTERVAL * PREVIEW_INTERVAL));
      }
      say(producer, job, JobEvent.newBuilder().setStepsCommitted(committed).build());
      first = last + 1;
      segments++;
    }
    say(producer, job, Events.trained("a"));
    JobRecord ended =
        jobs.await(job, record -> record.filter(JobRecord::hasEndTime).isPresent())
            .get(60, java.util.concurrent.TimeUnit.SECONDS)
            .orElseThrow();
    assertEquals(segments, ended.getSegmentsCount());
    if (archived) {
      say(producer, job, archived(ended));
      jobs.await(job, record -> record.filter(JobRecord::hasArchive).isPresent())
          .get(60, java.util.concurrent.TimeUnit.SECONDS);
    }
  }

  private static void say(Producer<String, byte[]> producer, String job, JobEvent event) {
    producer.beginTransaction();
    var unused =
        producer.send(new EventEnvelope("/trainer/a").record(Topics.JOB_EVENTS, job, event));
    producer.commitTransaction();
  }

  private static JobEvent accepted() {
    ResourceName subject = ResourceName.subject("tenants/acme", "my-dog");
    List<PhotoReference> photos = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      photos.add(
          PhotoReference.newBuilder()
              .setKey(ObjectKeys.photo(subject, "0123456789abcdef".repeat(4), "jpg"))
              .setSha256("0123456789abcdef".repeat(4))
              .addCaptions("a photo of a {} dog on a wooden floor, number " + i)
              .build());
    }
    return JobEvent.newBuilder()
        .setAccepted(
            Accepted.newBuilder()
                .setFingerprint("0123456789abcdef".repeat(4))
                .setSpec(
                    JobSpec.newBuilder()
                        .setTraining(
                            TrainingSpec.newBuilder()
                                .setSubject(subject.toString())
                                .setClassWord("dog")
                                .setModel("models/sd15")
                                .setModelDigest("0123456789abcdef".repeat(4))
                                .setConcept("tenants/acme/concepts/my-dog")
                                .setPlaceholder("<my-dog>")
                                .setSettings(TrainingSettings.newBuilder().setSteps(STEPS))
                                .setEvaluation(
                                    EvaluationSettings.newBuilder()
                                        .addAllPrompts(
                                            IntStream.range(0, 25)
                                                .mapToObj(i -> "a {0} {1} in the jungle " + i)
                                                .toList()))
                                .addAllPhotos(photos))))
        .build();
  }

  private static StepsCommitted.Builder committed(String job, int first, int last) {
    ResourceName name = ResourceName.parse(job);
    return StepsCommitted.newBuilder()
        .setAttempt("a")
        .setProgress(
            JobProgress.newBuilder().setDone(last).setTotal(STEPS).setLoss(0.1).setPerSecond(16))
        .setSegment(
            JournalSegmentReference.newBuilder()
                .setKey(ObjectKeys.journalSegment(name, "6b1f64a4-a5d7-4f48-a8bb", first))
                .setFirstStep(first)
                .setLastStep(last)
                .setSha256("0123456789abcdef".repeat(4)));
  }

  private static List<JobFileReference> files(String job, int step) {
    return List.of(
            "previews/%06d.png".formatted(step), "previews.png", "losses.csv", "loss-curve.png")
        .stream()
        .map(
            name ->
                JobFileReference.newBuilder()
                    .setName(name)
                    .setKey(
                        ObjectKeys.jobFile(
                            ResourceName.parse(job), "6b1f64a4-a5d7-4f48-a8bb", name))
                    .build())
        .toList();
  }

  private static JobEvent archived(JobRecord ended) {
    return JobEvent.newBuilder()
        .setArchived(
            Archived.newBuilder()
                .setRevision(ended.getRevision())
                .setArchive(
                    ObjectReference.newBuilder()
                        .setKey("archive")
                        .setSha256("0123456789abcdef".repeat(4)))
                .setJournal(ended.getSegments(0)))
        .build();
  }

  /** Bytes of each topic on the broker's disk. */
  private static Map<String, Long> sizes(KafkaClients kafka) throws Exception {
    Map<String, Long> sizes = new TreeMap<>();
    try (Admin admin = kafka.admin()) {
      int broker = admin.describeCluster().nodes().get().iterator().next().id();
      admin
          .describeLogDirs(List.of(broker))
          .allDescriptions()
          .get()
          .get(broker)
          .values()
          .forEach(
              dir ->
                  dir.replicaInfos()
                      .forEach(
                          (partition, info) ->
                              sizes.merge(partition.topic(), info.size(), Long::sum)));
    }
    LOG.debugf("bytes of topics at %s: %s", Instant.now(), sizes);
    return sizes;
  }
}
