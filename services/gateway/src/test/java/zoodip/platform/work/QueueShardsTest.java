package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.contract.JobStates;
import zoodip.embedded.EmbeddedKafka;
import zoodip.embedded.Ports;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.kafka.KafkaClients;
import zoodip.v1.TrainingSettings;

/** A queue of three topics, on a broker whose groups take six members each. */
@Timeout(120)
class QueueShardsTest {
  private static final int SHARDS = 3;
  private static final int SLOTS = 9;
  private static final int MOST_MEMBERS = 6;
  private static final int DELIVERIES = 5;
  private static final AttemptResult DONE =
      new AttemptResult.Learned(TrainingResult.getDefaultInstance());

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static KafkaClients kafka;
  private static RealFold fold;

  @BeforeAll
  static void start() {
    broker =
        EmbeddedKafka.start(
            folder.resolve("kafka"),
            Ports.free(),
            Map.of("group.share.max.size", String.valueOf(MOST_MEMBERS)));
    kafka = clients(settings(SHARDS, SLOTS));
    kafka.ensureTopics();
    fold = new RealFold(kafka, folder.resolve("fold"), SHARDS);
  }

  @AfterAll
  static void stop() {
    fold.close();
    broker.close();
  }

  @Test
  void moreSlotsThanAGroupTakesAllHaveWorkAtOnce() throws Exception {
    List<String> jobs = accept("all", 2 * SLOTS);
    CountDownLatch busy = new CountDownLatch(SLOTS);
    try (var slots =
        open(
            SLOTS,
            attempt -> {
              busy.countDown();
              busy.await();
              return DONE;
            })) {
      busy.await();
      assertTrue(slots.areAlive());
      awaitEnds(jobs);
    }
  }

  @Test
  void whoeverIsTurnedAwayByAFullGroupComesAgain() throws Exception {
    SlotSettings unchecked = settings(1, 0);
    List<String> jobs =
        accept("full", 4 * SLOTS).stream()
            .filter(job -> Math.floorMod(job.hashCode(), SHARDS) == 0)
            .toList();
    try (var slots =
        new WorkerFactory(
                clients(unchecked), unchecked, fold.records(), unchecked, new SimpleMeterRegistry())
            .open(WorkQueue.TRAINING, "crowd", SLOTS, attempt -> DONE, QueueShardsTest::died)) {
      awaitEnds(jobs);
      assertTrue(slots.areAlive());
    }
    try (var slots = open(SLOTS, attempt -> DONE)) {
      awaitEnds(accept("after", SLOTS));
    }
  }

  @Test
  void aSingleSlotComesToEveryShard() throws Exception {
    List<String> jobs = accept("one", 4 * SHARDS);
    Set<Integer> shards = ConcurrentHashMap.newKeySet();
    try (var slots =
        open(
            1,
            attempt -> {
              shards.add(Math.floorMod(attempt.job().toString().hashCode(), SHARDS));
              return DONE;
            })) {
      awaitEnds(jobs);
    }
    assertEquals(Set.of(0, 1, 2), shards);
  }

  @Test
  void aFleetThatTheBrokerHasNoPlaceForIsRefusedByName() {
    assertRefused(
        settings(1, SLOTS),
        "group.share.max.size=6",
        "work.fleet-slots=9",
        "set group.share.max.size=9 on every broker");
    assertRefused(settings(1, 2000), "more topics.queue-shards");
    assertRefused(settings(SHARDS, 3 * SLOTS), "topics.queue-shards=3 needs 18");
  }

  @Test
  void aLockOrACountOfDeliveriesBeyondTheBrokersIsRefusedByName() {
    assertRefused(
        new SlotSettings(1000, Duration.ofSeconds(2), SHARDS, SLOTS),
        "group.share.max.delivery.count.limit=",
        "work.deliveries");
  }

  @Test
  void whatIsNoNumberOfShardsIsRefused() {
    assertRefused(settings(0, SLOTS), "topics.queue-shards is 0: use 1 to 64");
  }

  private static void assertRefused(SlotSettings settings, String... words) {
    var refusal =
        assertThrows(
            ConfigurationException.class,
            () -> new BrokerLimits(clients(settings), settings).require(Duration.ofSeconds(20)));
    for (String word : words) {
      assertTrue(refusal.getMessage().contains(word), refusal::getMessage);
    }
  }

  private static SlotSettings settings(int shards, int fleetSlots) {
    return new SlotSettings(DELIVERIES, Duration.ofSeconds(2), shards, fleetSlots);
  }

  private static KafkaClients clients(SlotSettings settings) {
    return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), settings);
  }

  private static WorkSlots open(int count, JobHandler handler) {
    SlotSettings settings = settings(SHARDS, SLOTS);
    return new WorkerFactory(kafka, settings, fold.records(), settings, new SimpleMeterRegistry())
        .open(WorkQueue.TRAINING, "trainer", count, handler, QueueShardsTest::died);
  }

  private static void died(Throwable failure) {
    throw new AssertionError("A slot has died", failure);
  }

  private static List<String> accept(String name, int count) throws Exception {
    List<String> jobs =
        IntStream.range(0, count).mapToObj(i -> "tenants/t/trainingJobs/" + name + i).toList();
    for (String job : jobs) {
      fold.accept(
          job,
          JobSpec.newBuilder()
              .setTraining(
                  TrainingSpec.newBuilder()
                      .setConcept("tenants/t/concepts/mug")
                      .setSettings(TrainingSettings.newBuilder().setSteps(1000))));
    }
    return jobs;
  }

  private static void awaitEnds(List<String> jobs) {
    for (String job : jobs) {
      var unused = fold.await(job, record -> JobStates.isTerminal(record.orElseThrow().getState()));
    }
  }
}
