package zoodip.trainer.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
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
import zoodip.concepts.settings.TimestepRange;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.StorageException;
import zoodip.trainer.files.FileStore;
import zoodip.trainer.files.JobFile;
import zoodip.trainer.fixtures.TrainerStore;
import zoodip.trainer.sampling.StepSampler;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.JobProgress;
import zoodip.zeroth.Estimator;
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
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private ProgressPublisher progressPublisher =
      (progress, segment, files) -> said.add(new Said(progress, segment, files));

  private record Said(
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
            (progress, segment, files) -> progressPublisher.make(progress, segment, files),
            new FlushSchedule(INTERVAL),
            clock.withZone(ZoneOffset.UTC),
            session,
            0);
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
    writer.keepUp();
    assertTrue(said.isEmpty());
    now.set(Instant.EPOCH.plusSeconds(4));
    writer.keepUp();
    Said first = said.take();
    assertEquals(List.of(1, 20), first.steps());
    assertEquals(
        JobProgress.newBuilder()
            .setDone(20)
            .setTotal(STEPS)
            .setLoss(session.smoothedLoss())
            .setPerSecond(5)
            .setRemaining(Durations.fromSeconds(16))
            .build(),
        first.progress());
  }

  @Test
  void trainingGoesOnWhileASegmentIsOnItsWay() throws Exception {
    Semaphore kafkaAnswers = new Semaphore(0);
    ProgressPublisher usual = progressPublisher;
    progressPublisher =
        (progress, segment, files) -> {
          kafkaAnswers.acquireUninterruptibly();
          usual.make(progress, segment, files);
        };
    train(1);
    for (int step = 2; step <= 10; step++) {
      now.updateAndGet(time -> time.plus(INTERVAL));
      writer.keepUp();
      train(1);
    }
    kafkaAnswers.release(2);
    writer.finish();
    assertEquals(List.of(1, 1), said.take().steps());
    assertEquals(List.of(2, 10), said.take().steps());
  }

  @Test
  void lossesWaitInMemoryUntilTheObjectStoreTakesThem() throws Exception {
    objects.stop();
    train(3);
    for (int attempt = 0; attempt < 3; attempt++) {
      now.updateAndGet(time -> time.plus(INTERVAL));
      writer.keepUp();
      train(1);
    }
    objects.startAgain();
    writer.finish();
    assertEquals(List.of(1, 3), said.take().steps());
    assertEquals(List.of(4, 6), said.take().steps());
    assertTrue(said.isEmpty());
  }

  @Test
  void aSegmentThatCannotBeAnnouncedEndsTheTraining() throws Exception {
    RuntimeException fenced = new IllegalArgumentException("somebody else owns the job");
    progressPublisher =
        (progress, segment, files) -> {
          throw fenced;
        };
    train(1);
    now.updateAndGet(time -> time.plus(INTERVAL));
    writer.keepUp();
    var failure = assertThrows(IllegalStateException.class, this::keepUpUntilItThrows);
    assertSame(fenced, failure.getCause());
  }

  @Test
  void aFileGoesOffAtOnceWithTheLossesSoFar() throws Exception {
    writer.attach(JobFile.png("previews/000000.png", new byte[] {1}));
    writer.keepUp();
    Said before = said.take();
    assertEquals(Optional.empty(), before.segment());
    assertEquals(List.of("previews/000000.png"), names(before));
    assertArrayEquals(new byte[] {1}, objects.storage().get(before.files().get(0).getKey()));
    train(2);
    writer.attach(JobFile.png("previews/000002.png", new byte[] {2}));
    writer.finish();
    Said with = said.take();
    assertEquals(List.of(1, 2), with.steps());
    assertEquals(List.of("previews/000002.png"), names(with));
    assertTrue(said.isEmpty());
  }

  @Test
  void filesWaitInMemoryAndTheNewestOfANameCounts() throws Exception {
    objects.stop();
    writer.attach(JobFile.png("previews.png", new byte[] {1}));
    writer.keepUp();
    writer.attach(JobFile.png("previews.png", new byte[] {2}));
    writer.attach(JobFile.png("previews.png", new byte[] {3}));
    objects.startAgain();
    writer.finish();
    said.take();
    Said last = said.take();
    assertArrayEquals(new byte[] {3}, objects.storage().get(last.files().get(0).getKey()));
    assertTrue(said.isEmpty());
  }

  @Test
  void theEndWaitsUntilEverythingIsSafe() throws Exception {
    train(7);
    writer.finish();
    Said only = said.remove();
    assertEquals(List.of(1, 7), only.steps());
    assertTrue(objects.storage().exists(only.segment().orElseThrow().getKey()));
    writer.finish();
    assertTrue(said.isEmpty());
  }

  @Test
  void theEndFailsIfTheObjectStoreTakesNothing() {
    train(1);
    objects.stop();
    assertThrows(StorageException.class, writer::finish);
    assertFalse(said.iterator().hasNext());
    objects.startAgain();
  }

  private static List<String> names(Said said) {
    return said.files().stream().map(JobFileReference::getName).toList();
  }

  private void keepUpUntilItThrows() throws InterruptedException {
    while (true) {
      writer.keepUp();
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
        new Hyperparameters(settings, STEPS, 7, 1, 0.5, new TimestepRange(100, 600), 64, false);
    return new TrainingSession(
        hyperparameters,
        new StepSampler(hyperparameters, List.of(1), 4),
        new float[3],
        LossJournal.empty(2));
  }
}
