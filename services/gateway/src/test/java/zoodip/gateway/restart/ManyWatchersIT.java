package zoodip.gateway.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Cluster;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.TestModels;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.Topics;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.JobError;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/** A thousand readers of one job on one gateway of little memory, every fifth of them slow. */
class ManyWatchersIT {
  private static final int CHANNELS = 10;
  private static final int SLOW_CHANNELS = 2;
  private static final int OF_A_CHANNEL = 100;
  private static final int CHANGES = 60;
  private static final int SMALL_WINDOW = 1 << 16;
  private static final String TENANT = "tenants/acme";

  /** A heap of 256 MB, and an end instead of a struggle if that does not suffice. */
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

  @TempDir Path folder;

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<WatchReader> fast = new ArrayList<>();
  private final List<WatchReader> slow = new ArrayList<>();

  @Test
  @Timeout(240)
  void allSeeTheEndAndTheSlowOnesHoldNobodyUp() {
    try (Cluster cluster = Cluster.start(folder);
        GatewayProcess gateway = new GatewayProcess(settings(cluster), SMALL);
        GatewayClient client = new GatewayClient(gateway.grpcPort())) {
      TestModels.publish(cluster.settings());
      String job = create(client).getName();
      watch(gateway.grpcPort(), job);
      await(() -> all().stream().allMatch(reader -> reader.seen() == 1));

      work(cluster, job);
      await(() -> fast.stream().allMatch(WatchReader::completed));
      checkWhatIsKept(gateway);
      slow.forEach(WatchReader::readOn);
      await(() -> slow.stream().allMatch(WatchReader::completed));

      check();
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  /** For each that does not read one state at most, the newest, and no answer. */
  private static void checkWhatIsKept(GatewayProcess gateway) {
    long states = gateway.liveInstances(JobRecord.class);
    assertTrue(states < CHANGES / 2, () -> states + " states are kept of " + CHANGES);
    long answers = gateway.liveInstances(WatchTrainingJobResponse.class);
    assertTrue(answers < CHANGES / 2, () -> answers + " answers wait to be read");
  }

  /** Each saw as many changes as there were, or was told how many it did not see. */
  private void check() {
    for (WatchReader reader : all()) {
      assertEquals(JobState.JOB_STATE_FAILED, reader.last().getState());
    }
    assertEquals(
        1,
        all().stream()
            .map(reader -> reader.seen() + reader.conflated())
            .collect(Collectors.toSet())
            .size());
    for (WatchReader reader : slow) {
      assertTrue(reader.conflated() > 0, () -> "a slow reader saw all " + reader.seen());
    }
  }

  private List<WatchReader> all() {
    List<WatchReader> all = new ArrayList<>(fast);
    all.addAll(slow);
    return all;
  }

  private void watch(int port, String job) {
    for (int i = 0; i < CHANNELS; i++) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("localhost", port)
              .usePlaintext()
              .flowControlWindow(SMALL_WINDOW)
              .build();
      channels.add(channel);
      boolean isSlow = i < SLOW_CHANNELS;
      for (int j = 0; j < OF_A_CHANNEL; j++) {
        WatchReader reader = new WatchReader(isSlow);
        (isSlow ? slow : fast).add(reader);
        TrainingJobsGrpc.newStub(channel)
            .watchTrainingJob(WatchTrainingJobRequest.newBuilder().setName(job).build(), reader);
      }
    }
  }

  /** As a trainer would speak of it; the next thing once a reader has seen the last. */
  private void work(Cluster cluster, String job) {
    Map<String, Object> kafka =
        Map.of("bootstrap.servers", cluster.settings().get("kafka.bootstrap.servers"));
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
      EventEnvelope envelope = new EventEnvelope("/trainer");
      var started = JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a"));
      send(producer, envelope.record(Topics.JOB_EVENTS, job, started.build()));
      for (int step = 1; step <= CHANGES; step++) {
        int done = step;
        send(producer, envelope.record(Topics.JOB_EVENTS, job, committed(step)));
        await(() -> fast.get(0).last().getProgress().getDone() == done);
      }
      send(producer, envelope.record(Topics.JOB_EVENTS, job, failed()));
    }
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static JobEvent committed(int step) {
    return JobEvent.newBuilder()
        .setStepsCommitted(
            StepsCommitted.newBuilder()
                .setAttempt("a")
                .setProgress(JobProgress.newBuilder().setDone(step).setTotal(CHANGES))
                .setSegment(
                    JournalSegmentReference.newBuilder()
                        .setKey("a/" + step)
                        .setFirstStep(step)
                        .setLastStep(step)))
        .build();
  }

  private static JobEvent failed() {
    return JobEvent.newBuilder()
        .setFailed(Failed.newBuilder().setAttempt("a").setError(JobError.getDefaultInstance()))
        .build();
  }

  private static Map<String, String> settings(Cluster cluster) {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("streams.read-timeout", "PT1H");
    return settings;
  }

  /** A job that takes four kilobytes to show. */
  private static TrainingJob create(GatewayClient client) {
    Subject subject =
        client
            .subjects()
            .createSubject(
                CreateSubjectRequest.newBuilder()
                    .setParent(TENANT)
                    .setSubject(Subject.newBuilder().setClassWord("mug"))
                    .build());
    client.upload(subject.getName(), new GatewayClient.Upload("1.png", "", GatewayTestBase.png(1)));
    TrainingJob.Builder job =
        TrainingJob.newBuilder().setSubject(subject.getName()).setModel("models/toybox");
    for (int i = 0; i < 4; i++) {
      job.getEvaluationBuilder().addPrompts("a {0} {1} " + "on and ".repeat(140));
    }
    return client
        .trainingJobs()
        .createTrainingJob(
            CreateTrainingJobRequest.newBuilder().setParent(TENANT).setTrainingJob(job).build());
  }

  private static void await(BooleanSupplier holds) {
    long late = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > late) {
        throw new AssertionError("It does not come to hold");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
