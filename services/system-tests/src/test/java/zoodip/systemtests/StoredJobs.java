package zoodip.systemtests;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.Archived;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.ObjectReference;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.fold.JobFold;
import zoodip.gateway.fold.LogPosition;
import zoodip.platform.kafka.Topics;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.Precision;
import zoodip.v1.TrainingSettings;

/**
 * Trainings of earlier days, as the fold has them and its topic shows them: of five photos with
 * captions, with an evaluation, one in a hundred of them running, all others ended.
 */
final class StoredJobs {
  static final int TENANTS = 1000;

  private static final int RUNNING_EVERY = 100;
  private static final int PARTITIONS = 4;
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final String CHANGELOG = "job-fold-job-records-changelog";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int SEGMENTS = 350;

  private final JobRecord ended;
  private final JobRecord running = fold(false);

  /**
   * Jobs as they are, or as they were before there were archives.
   *
   * @param whole whether ended jobs have all of their journal's segments, photos and prompts
   */
  StoredJobs(boolean whole) {
    JobRecord archived = fold(true);
    ended = whole ? whole(archived) : archived;
  }

  /** The name of the job of that number. */
  static String name(int number) {
    return tenant(number % TENANTS) + "/trainingJobs/" + id(number);
  }

  static String tenant(int number) {
    return "tenants/acme-" + number;
  }

  static boolean isRunning(int number) {
    return number / TENANTS % RUNNING_EVERY == 0;
  }

  /** Puts so many jobs where a gateway reads them when it starts. */
  void write(String bootstrapServers, int count) throws Exception {
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
    makeChangelog(settings);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        byte[] record = record(i).toByteArray();
        var state = producer.send(new ProducerRecord<>(CHANGELOG, name(i), record));
        var shown = producer.send(new ProducerRecord<>(Topics.JOBS.title(), name(i), record));
        if (i == count - 1) {
          state.get();
          shown.get();
        }
      }
    }
  }

  /** Bytes of a record of an ended job, and of one that runs. */
  List<Integer> sizes() {
    return List.of(ended.getSerializedSize(), running.getSerializedSize());
  }

  private JobRecord whole(JobRecord archived) {
    JobRecord.Builder whole =
        archived.toBuilder().clearArchive().clearSegments().setSpec(running.getSpec());
    for (int i = 1; i <= SEGMENTS; i++) {
      whole.addSegments(
          JournalSegmentReference.newBuilder()
              .setKey(
                  ObjectKeys.journalSegment(ResourceName.parse(name(0)), DIGEST.substring(28), i))
              .setFirstStep(i)
              .setLastStep(i)
              .setSha256(DIGEST));
    }
    return whole.build();
  }

  private static void makeChangelog(Properties settings) throws Exception {
    try (Admin admin = Admin.create(settings)) {
      var topic =
          new NewTopic(CHANGELOG, PARTITIONS, (short) 1)
              .configs(
                  Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private JobRecord record(int number) {
    JobRecord.Builder record = (isRunning(number) ? running : ended).toBuilder();
    String tenant = tenant(number % TENANTS);
    var created = Timestamps.fromMillis(START.toEpochMilli() + number * 1000L);
    record.setName(name(number)).setCreateTime(created).setStartTime(created);
    record.setUpdateTime(created);
    record
        .getSpecBuilder()
        .getTrainingBuilder()
        .setSubject(tenant + "/subjects/subject-" + number / 10)
        .setConcept(tenant + "/concepts/concept-" + number)
        .setPlaceholder("<concept-" + number + ">");
    return record.build();
  }

  private static String id(int number) {
    return "%020x".formatted(number);
  }

  private static JobRecord fold(boolean ended) {
    String job = name(0);
    ResourceName name = ResourceName.parse(job);
    List<JobEvent> events = new ArrayList<>();
    events.add(
        JobEvent.newBuilder()
            .setAccepted(
                Accepted.newBuilder()
                    .setFingerprint(DIGEST)
                    .setSpec(JobSpec.newBuilder().setTraining(spec())))
            .build());
    events.add(
        JobEvent.newBuilder()
            .setStarted(
                Started.newBuilder()
                    .setAttempt(DIGEST.substring(28))
                    .setWorker("trainer-" + DIGEST.substring(28)))
            .build());
    if (ended) {
      events.add(
          JobEvent.newBuilder()
              .setSucceeded(
                  Succeeded.newBuilder()
                      .setAttempt(DIGEST.substring(28))
                      .setTraining(
                          TrainingResult.newBuilder()
                              .setEmbeddingKey(ObjectKeys.embedding(name, DIGEST.substring(28)))
                              .setEmbeddingSha256(DIGEST)
                              .setProvenanceKey(ObjectKeys.provenance(name, DIGEST.substring(28)))
                              .addEmbeddingWidths(768)
                              .setSteps(30_000)))
              .build());
      events.add(
          JobEvent.newBuilder()
              .setArchived(
                  Archived.newBuilder()
                      .setRevision(3)
                      .setArchive(object(ObjectKeys.archive(name, 3) + "record.bin"))
                      .setJournal(
                          JournalSegmentReference.newBuilder()
                              .setKey(ObjectKeys.archive(name, 3) + "journal.bin")
                              .setFirstStep(1)
                              .setLastStep(30_000)
                              .setSha256(DIGEST)))
              .build());
    }
    Optional<JobRecord> record = Optional.empty();
    for (int i = 0; i < events.size(); i++) {
      record = JobFold.fold(job, record, events.get(i), new LogPosition(0, i), START).record();
    }
    if (record.orElseThrow().hasArchive() != ended) {
      throw new AssertionError("The fold has other ideas of an archived job: " + record);
    }
    return record.orElseThrow();
  }

  private static ObjectReference object(String key) {
    return ObjectReference.newBuilder().setKey(key).setSha256(DIGEST).setSizeBytes(5000).build();
  }

  private static TrainingSpec spec() {
    TrainingSpec.Builder spec =
        TrainingSpec.newBuilder()
            .setSubject("tenants/acme/subjects/my-dog")
            .setClassWord("dog")
            .setLiving(true)
            .setModel("models/stable-diffusion-v1-5")
            .setModelDigest(DIGEST)
            .setConcept("tenants/acme/concepts/my-dog")
            .setPlaceholder("<my-dog>")
            .setPreset("sd15")
            .setPrecision(Precision.PRECISION_INT8)
            .setInitializer("dog")
            .setSeed(1_234_567_890_123L)
            .setSettings(
                TrainingSettings.newBuilder()
                    .setSteps(30_000)
                    .setDirections(2)
                    .setSmoothing(1e-3)
                    .setLearningRate(5e-3)
                    .setFinalLearningRate(5e-3)
                    .setEpsilon(1e-3)
                    .setBeta2(0.999)
                    .setHistory(128)
                    .setVarianceCut(1e-3)
                    .setTimestepLow(500)
                    .setTimestepHigh(900)
                    .setVectors(1)
                    .setFlipProbability(0.5))
            .setClipModel("models/clip-vit-base-patch32")
            .setDinoModel("models/dinov2-base")
            .setEvaluation(
                EvaluationSettings.newBuilder()
                    .setImagesPerPrompt(4)
                    .setSeed(1000)
                    .addAllPrompts(
                        IntStream.range(0, 25)
                            .mapToObj(i -> "a {0} {1} with a mountain in the background, " + i)
                            .toList()));
    for (int i = 0; i < 5; i++) {
      spec.addPhotos(
          PhotoReference.newBuilder()
              .setKey("tenants/acme/subjects/my-dog/photos/" + DIGEST + ".jpg")
              .setSha256(DIGEST)
              .addCaptions("a photo of a {} lying on a wooden floor in front of a sofa, " + i));
    }
    return spec.build();
  }
}
