package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.platform.work.JobHandler;
import zoodip.trainer.fixtures.ToyTraining;
import zoodip.v1.JobState;
import zoodip.v1.Precision;

/** Kafka goes away while a training writes its journal, and comes back with what it knew. */
@Timeout(600)
class KafkaAwayIT {
  private static final int STEPS = 24;
  private static final int BEFORE = 3;
  private static final Duration GIVES_UP = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static TrainerEnvironment environment;
  private static ToyTraining toy;
  private static String undisturbed;

  private final String job = newJob();
  private final HeldSteps steps = new HeldSteps();
  private final MeterRegistry requests = new SimpleMeterRegistry();
  private final JobHandler trainer =
      environment.trainer(new TestSettings("one", Duration.ZERO), steps.registry());

  @BeforeAll
  static void start() throws Exception {
    environment = new TrainerEnvironment(folder);
    toy = new ToyTraining(folder.resolve("toy"));
    toy.forEachPhoto((key, bytes) -> environment.storage().put(key, bytes, "image/jpeg"));
    String first = newJob();
    create(first);
    try (var slots = environment.open("undisturbed", environment.trainer("undisturbed"))) {
      undisturbed = success(first).getTrainingResult().getEmbeddingSha256();
    }
  }

  @AfterAll
  static void stop() {
    environment.close();
  }

  @Test
  void aTrainingGoesOnMeanwhileAndItsAttemptIsTheOnlyOne() throws Exception {
    create(job);
    try (var slots = environment.open("one", trainer)) {
      loseKafkaInTheMiddle();
      await(() -> steps.done() == STEPS);
      await(() -> objects(".bin") > BEFORE);
      assertEquals(BEFORE, environment.record(job).getLastStep());
      assertEquals(JobState.JOB_STATE_RUNNING, environment.record(job).getState());
      environment.startKafka();
      assertAsUndisturbed(success(job));
      assertTrue(slots.areAlive());
    }
    assertEquals(1, environment.record(job).getAttempts());
    assertEquals(STEPS, steps.done());
  }

  @Test
  void anAttemptThatGivesUpIsGoneOnWithWhenKafkaIsBack() throws Exception {
    create(job);
    CompletableFuture<Throwable> hindrance = new CompletableFuture<>();
    JobHandler watched = tellingWhy(trainer, hindrance);
    var clients = environment.clients(GIVES_UP);
    try (var slots = environment.open("one", watched, failure -> {}, clients, requests)) {
      loseKafkaInTheMiddle();
      assertEquals(KafkaUnavailableException.class, hindrance.get().getCause().getClass());
      assertTrue(slots.areAlive());
      environment.startKafka();
      assertAsUndisturbed(success(job));
      assertTrue(slots.areAlive());
    }
    assertTrue(environment.record(job).getAttempts() > 1, () -> environment.record(job).toString());
    assertTrue(requests("unreachable") > 0);
    assertEquals(0, requests("failed") + requests("broken"));
  }

  /**
   * Stops Kafka between two steps, when it knows of a segment for each of the first ones and no
   * transaction is open, and lets the rest of the steps be done without it.
   */
  private void loseKafkaInTheMiddle() {
    for (int step = 1; step <= BEFORE; step++) {
      int segments = step;
      steps.allow(1);
      environment.await(job, record -> record.getLastStep() == segments);
    }
    environment.stopKafka();
    steps.allow(2 * STEPS);
  }

  private void assertAsUndisturbed(JobRecord ended) {
    assertEquals(undisturbed, ended.getTrainingResult().getEmbeddingSha256());
    assertEquals(STEPS, ended.getProgress().getDone());
    int last = 0;
    for (JournalSegmentReference segment : ended.getSegmentsList()) {
      assertEquals(last + 1, segment.getFirstStep());
      last = segment.getLastStep();
    }
    assertEquals(STEPS, last);
    assertEquals(1, count(JobEvent::hasSucceeded));
    assertEquals(0, count(JobEvent::hasFailed));
    assertEquals(1, objects("/embedding.safetensors"));
  }

  private static JobHandler tellingWhy(JobHandler trainer, CompletableFuture<Throwable> hindrance) {
    return attempt -> {
      try {
        return trainer.work(attempt);
      } catch (RuntimeException e) {
        hindrance.complete(e);
        throw e;
      }
    };
  }

  /** Objects of the job, whether Kafka knows of them or not. */
  private long objects(String end) {
    List<String> all = environment.storage().list(job.replace("trainingJobs", "jobs") + "/");
    return all.stream().filter(key -> key.endsWith(end)).count();
  }

  private long count(Predicate<JobEvent> kind) {
    return environment.events(job).stream().filter(kind).count();
  }

  private double requests(String outcome) {
    return requests.counter("zoodip.requests", "work", "training", "outcome", outcome).count();
  }

  private static void await(BooleanSupplier state) throws InterruptedException {
    while (!state.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  private static String newJob() {
    return "tenants/t/trainingJobs/" + UUID.randomUUID();
  }

  private static void create(String job) throws Exception {
    environment.create(job, toy.spec(STEPS, Precision.PRECISION_INT8).toBuilder());
  }

  private static JobRecord success(String job) {
    JobRecord ended =
        environment.await(
            job,
            record ->
                record.getState() != JobState.JOB_STATE_RUNNING
                    && record.getState() != JobState.JOB_STATE_QUEUED);
    assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
    return ended;
  }
}
