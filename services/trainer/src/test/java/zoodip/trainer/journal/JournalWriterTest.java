package zoodip.trainer.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.concepts.settings.Sampling;
import zoodip.concepts.settings.TimestepRange;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.StorageException;
import zoodip.trainer.files.FileStore;
import zoodip.trainer.files.JobFile;
import zoodip.trainer.fixtures.TrainerStore;
import zoodip.trainer.sampling.PhotoCaptions;
import zoodip.trainer.sampling.ProbeSet;
import zoodip.trainer.sampling.StepSampler;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.JobProgress;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.journal.LossJournal;

@Timeout(60)
class JournalWriterTest {
  private static final ResourceName JOB = ResourceName.trainingJob("tenants/t", "j");
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final int STEPS = 100;

  @TempDir Path folder;
  private TrainerStore objects;
  private JournalWriter writer;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final TrainingSession session = session();
  private final BlockingQueue<Published> published = new LinkedBlockingQueue<>();
  private ProgressPublisher publisher =
      (progress, segment, files) -> published.add(new Published(progress, segment, files));

  private record Published(
      JobProgress progress,
      Optional<JournalSegmentReference> segment,
      List<JobFileReference> files) {
    List<Integer> steps() {
      return List.of(segment.orElseThrow().getFirstStep(), segment.orElseThrow().getLastStep());
    }
  }

  @BeforeEach
  void start() {
    objects = new TrainerStore(folder);
    InstantSource clock = now::get;
    writer =
        new JournalWriter(
            new SegmentStore(objects.storage(), JOB, "a"),
            new FileStore(objects.storage(), JOB, "a"),
            (progress, segment, files) -> publisher.publish(progress, segment, files),
            new FlushSchedule(INTERVAL),
            clock.withZone(ZoneOffset.UTC),
            session,
            0,
            new JournalMetrics(new SimpleMeterRegistry()));
  }

  @AfterEach
  void stop() {
    writer.close();
    objects.close();
  }

  @Test
  void lossesGoOffWhenItIsTimeWithTheProgress() throws Exception {
    train(20);
    now.set(Instant.EPOCH.plus(INTERVAL).minusMillis(1));
    writer.flushIfDue(List.of());
    assertTrue(published.isEmpty());
    now.set(Instant.EPOCH.plusSeconds(4));
    writer.flushIfDue(List.of());
    Published first = published.take();
    assertEquals(List.of(1, 20), first.steps());
    assertEquals(
        JobProgress.newBuilder()
            .setDone(20)
            .setTotal(STEPS)
            .setLoss(session.smoothedLoss())
            .setPerSecond(5)
            .setUnetRows(40)
            .setRemaining(Durations.fromSeconds(16))
            .build(),
        first.progress());
  }

  @Test
  void theProgressTellsWhatTheProbeSetCameTo() throws Exception {
    session.probe(queries -> new float[] {1, 2, 3, 2, 2});
    train(STEPS);
    session.probe(queries -> new float[] {1, 1, 2, 2, 1.5F});
    writer.flush(List.of());
    JobProgress progress = published.take().progress();
    assertEquals(2, progress.getFirstProbeLoss());
    assertEquals(1.5, progress.getProbeLoss());
    assertEquals(STEPS, progress.getProbeStep());
    assertEquals(10, progress.getProbeRows());
    assertEquals(2 * STEPS, progress.getUnetRows());
  }

  @Test
  void trainingGoesOnWhileASegmentIsOnItsWay() throws Exception {
    Semaphore kafkaAnswers = new Semaphore(0);
    ProgressPublisher usual = publisher;
    publisher =
        (progress, segment, files) -> {
          kafkaAnswers.acquireUninterruptibly();
          usual.publish(progress, segment, files);
        };
    train(1);
    for (int step = 2; step <= 10; step++) {
      now.updateAndGet(time -> time.plus(INTERVAL));
      writer.flushIfDue(List.of());
      train(1);
    }
    kafkaAnswers.release(2);
    writer.flush(List.of());
    assertEquals(List.of(1, 1), published.take().steps());
    assertEquals(List.of(2, 10), published.take().steps());
  }

  @Test
  void lossesWaitInMemoryUntilTheObjectStoreTakesThem() throws Exception {
    objects.stop();
    train(3);
    for (int attempt = 0; attempt < 3; attempt++) {
      now.updateAndGet(time -> time.plus(INTERVAL));
      writer.flushIfDue(List.of());
      train(1);
    }
    objects.startAgain();
    writer.flush(List.of());
    assertEquals(List.of(1, 3), published.take().steps());
    assertEquals(List.of(4, 6), published.take().steps());
    assertTrue(published.isEmpty());
  }

  @Test
  void aSegmentThatCannotBeAnnouncedEndsTheTraining() throws Exception {
    RuntimeException fenced = new IllegalArgumentException("somebody else owns the job");
    publisher =
        (progress, segment, files) -> {
          throw fenced;
        };
    train(1);
    now.updateAndGet(time -> time.plus(INTERVAL));
    writer.flushIfDue(List.of());
    var failure = assertThrows(IllegalStateException.class, this::flushUntilItThrows);
    assertSame(fenced, failure.getCause());
  }

  @Test
  void aFileGoesOffAtOnceWithTheLossesSoFar() throws Exception {
    writer.flushIfDue(List.of(JobFile.png("previews/000000.png", new byte[] {1})));
    Published before = published.take();
    assertEquals(Optional.empty(), before.segment());
    assertEquals(List.of("previews/000000.png"), names(before));
    assertArrayEquals(new byte[] {1}, objects.storage().get(before.files().get(0).getKey()));
    train(2);
    writer.flush(List.of(JobFile.png("previews/000002.png", new byte[] {2})));
    Published with = published.take();
    assertEquals(List.of(1, 2), with.steps());
    assertEquals(List.of("previews/000002.png"), names(with));
    assertTrue(published.isEmpty());
  }

  @Test
  void filesWaitInMemoryAndTheNewestOfANameCounts() throws Exception {
    objects.stop();
    writer.flushIfDue(List.of(JobFile.png("previews.png", new byte[] {1})));
    writer.flushIfDue(List.of(JobFile.png("previews.png", new byte[] {2})));
    objects.startAgain();
    writer.flush(List.of(JobFile.png("previews.png", new byte[] {3})));
    published.take();
    Published last = published.take();
    assertArrayEquals(new byte[] {3}, objects.storage().get(last.files().get(0).getKey()));
    assertTrue(published.isEmpty());
  }

  @Test
  void theEndWaitsUntilEverythingIsSafe() throws Exception {
    train(7);
    writer.flush(List.of());
    Published only = published.remove();
    assertEquals(List.of(1, 7), only.steps());
    assertTrue(objects.storage().exists(only.segment().orElseThrow().getKey()));
    writer.flush(List.of());
    assertTrue(published.isEmpty());
  }

  @Test
  void theEndFailsIfTheObjectStoreTakesNothing() {
    train(1);
    objects.stop();
    assertThrows(StorageException.class, () -> writer.flush(List.of()));
    assertFalse(published.iterator().hasNext());
    objects.startAgain();
  }

  private static List<String> names(Published published) {
    return published.files().stream().map(JobFileReference::getName).toList();
  }

  private void flushUntilItThrows() throws InterruptedException {
    while (true) {
      writer.flushIfDue(List.of());
      Thread.sleep(1);
    }
  }

  private void train(int steps) {
    for (int step = 0; step < steps; step++) {
      session.step(query -> new float[] {1, 2});
    }
  }

  private static TrainingSession session() {
    var settings = new ZoSettings(Estimator.RGE, 1, 1e-2, 5e-2, 0.9, 0.999, 1e-3, Optional.empty());
    var hyperparameters =
        new Hyperparameters(
            settings,
            STEPS,
            7,
            1,
            0.5,
            Sampling.INDEPENDENT,
            new TimestepRange(100, 600),
            64,
            false,
            new ProbeSettings(0.05, 0, 0));
    var captions = new PhotoCaptions(List.of(1));
    return new TrainingSession(
        hyperparameters,
        new StepSampler(hyperparameters, captions, 4),
        new ProbeSet(hyperparameters, captions, 4),
        ThetaLayout.of(List.of(3), 1),
        new float[3],
        LossJournal.empty(2));
  }
}
