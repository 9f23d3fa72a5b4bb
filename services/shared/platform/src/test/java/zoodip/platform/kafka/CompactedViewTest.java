package zoodip.platform.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.JobRecord;

@Timeout(60)
class CompactedViewTest {
  private static final KafkaConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(KafkaConfig.class)
          .build()
          .getConfigMapping(KafkaConfig.class);

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static KafkaClients kafka;

  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(folder);
    kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), CONFIG);
    kafka.ensureTopics();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatWasCommittedIsThereOnceReadToTheEnd() throws Exception {
    try (var view = viewOf(kafka);
        Producer<String, byte[]> producer = kafka.transactionalProducer("writer")) {
      producer.initTransactions();
      for (int revision = 1; revision <= 5; revision++) {
        send(producer, "job", revision);
        producer.commitTransaction();
        view.readToEnd().get(20, TimeUnit.SECONDS);
        assertEquals(Optional.of((long) revision), view.get("job").map(JobRecord::getRevision));
      }
    }
  }

  @Test
  void theEndLiesBehindWhatIsStillBeingDecided() throws Exception {
    try (var view = viewOf(kafka);
        Producer<String, byte[]> producer = kafka.transactionalProducer("slow")) {
      producer.initTransactions();
      send(producer, "undecided", 1);
      var end = view.readToEnd();
      assertThrows(TimeoutException.class, () -> end.get(1, TimeUnit.SECONDS));
      assertEquals(Optional.empty(), view.get("undecided"));

      producer.commitTransaction();

      end.get(20, TimeUnit.SECONDS);
      assertTrue(view.get("undecided").isPresent());
    }
  }

  @Test
  void theEndIsReachedPastWhatWasGivenUp() throws Exception {
    try (var view = viewOf(kafka);
        Producer<String, byte[]> producer = kafka.transactionalProducer("doubtful")) {
      producer.initTransactions();
      send(producer, "given-up", 1);
      producer.abortTransaction();

      view.readToEnd().get(20, TimeUnit.SECONDS);

      assertEquals(Optional.empty(), view.get("given-up"));
    }
  }

  @Test
  void aRecordThatIsNoValueIsPassedOver() throws Exception {
    try (var view = viewOf(kafka);
        Producer<String, byte[]> producer = kafka.producer()) {
      byte[] noMessage = {(byte) 0xff};
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "damaged", noMessage)).get();
      byte[] value = JobRecord.newBuilder().setRevision(7).build().toByteArray();
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "damaged", value)).get();

      view.readToEnd().get(20, TimeUnit.SECONDS);

      assertEquals(Optional.of(7L), view.get("damaged").map(JobRecord::getRevision));
    }
  }

  @Test
  void aListenerThatFailsDoesNotEndTheView() throws Exception {
    try (var view = viewOf(kafka);
        Producer<String, byte[]> producer = kafka.producer()) {
      view.listenToAll(
          (key, value) -> {
            throw new IllegalStateException("a defect");
          });
      var awaited = view.await("listened", value -> value.isPresent());
      byte[] value = JobRecord.newBuilder().setRevision(3).build().toByteArray();
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "listened", value)).get();

      assertEquals(3, awaited.get(20, TimeUnit.SECONDS).orElseThrow().getRevision());
      assertTrue(view.isAlive());
    }
  }

  @Test
  void aTombstoneRemovesTheKey() throws Exception {
    try (var view = viewOf(kafka);
        Producer<String, byte[]> producer = kafka.producer()) {
      byte[] value = JobRecord.newBuilder().setRevision(3).build().toByteArray();
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "passing/1", value)).get();
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "passing/2", value)).get();
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "passing/1", null)).get();

      view.readToEnd().get(20, TimeUnit.SECONDS);

      assertEquals(Set.of("passing/2"), view.withPrefix("passing/").keySet());
    }
  }

  @Test
  void aViewThatIsThereBeforeItsTopicWaitsForIt(@TempDir Path another) throws Exception {
    try (EmbeddedKafka fresh = EmbeddedKafka.start(another)) {
      var clients = new KafkaClients(Map.of("bootstrap.servers", fresh.bootstrapServers()), CONFIG);
      try (var view = viewOf(clients)) {
        var end = view.readToEnd();
        assertTrue(view.isAlive());

        clients.ensureTopics();

        end.get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void manyWaitersShareFewQuestionsForTheEnd() throws Exception {
    CountedQuestions counted = new CountedQuestions(kafka.admin());
    try (var view = viewOf(kafka, counted.admin())) {
      view.readToEnd().get(20, TimeUnit.SECONDS);
      counted.hold();
      var first = view.readToEnd();
      var others = IntStream.range(0, 1000).mapToObj(i -> view.readToEnd()).toList();
      counted.letGo();

      first.get(20, TimeUnit.SECONDS);
      for (var other : others) {
        other.get(20, TimeUnit.SECONDS);
      }

      // the very first one's, the held one's, and one for all who came while that was held
      assertEquals(3, counted.count());
    }
  }

  @Test
  void waitersThatHaveGivenUpCauseNoQuestion() throws Exception {
    CountedQuestions counted = new CountedQuestions(kafka.admin());
    try (var view = viewOf(kafka, counted.admin())) {
      view.readToEnd().get(20, TimeUnit.SECONDS);
      counted.hold();
      var held = view.readToEnd();
      for (int i = 0; i < 1000; i++) {
        view.readToEnd().cancel(false);
      }
      counted.letGo();

      held.get(20, TimeUnit.SECONDS);

      assertEquals(2, counted.count());
    }
  }

  @Test
  void theViewGoesOnWhileTheEndIsAskedFor() throws Exception {
    CountedQuestions counted = new CountedQuestions(kafka.admin());
    try (var view = viewOf(kafka, counted.admin());
        Producer<String, byte[]> producer = kafka.producer()) {
      view.readToEnd().get(20, TimeUnit.SECONDS);
      counted.hold();
      var held = view.readToEnd();
      var seen = view.await("meanwhile", Optional::isPresent);
      producer.send(new ProducerRecord<>(Topics.JOBS.title(), "meanwhile", revision(1))).get();

      seen.get(20, TimeUnit.SECONDS);

      assertFalse(held.isDone());
      counted.letGo();
      held.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aListenerNeverSeesAnOlderValueAfterANewerOne() throws Exception {
    try (Producer<String, byte[]> producer = kafka.producer()) {
      for (int revision = 1; revision <= 50_000; revision++) {
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.JOBS.title(), "changing", revision(revision)));
      }
      producer.flush();
      try (var view = viewOf(kafka)) {
        var caughtUp = view.caughtUp();
        List<Long> wentBack = new CopyOnWriteArrayList<>();
        while (!caughtUp.isDone()) {
          AtomicLong shown = new AtomicLong();
          view.listen(
                  "changing",
                  value -> {
                    long now = value.map(JobRecord::getRevision).orElse(0L);
                    if (shown.getAndSet(now) > now) {
                      wentBack.add(now);
                    }
                  })
              .close();
        }
        assertEquals(List.of(), wentBack);
      }
    }
  }

  @Test
  void aClosedViewFailsTheWaiting() {
    var view = viewOf(kafka);
    view.close();
    var failure =
        assertThrows(ExecutionException.class, () -> view.readToEnd().get(20, TimeUnit.SECONDS));
    assertEquals("The reader of jobs has ended", failure.getCause().getMessage());
  }

  private static CompactedView<JobRecord> viewOf(KafkaClients clients) {
    return viewOf(clients, clients.admin());
  }

  private static CompactedView<JobRecord> viewOf(KafkaClients clients, Admin admin) {
    return new CompactedView<>(Topics.JOBS, clients.reader(JobRecord.parser()), admin);
  }

  private static byte[] revision(int revision) {
    return JobRecord.newBuilder().setRevision(revision).build().toByteArray();
  }

  private static void send(Producer<String, byte[]> producer, String key, int revision)
      throws Exception {
    byte[] value = JobRecord.newBuilder().setRevision(revision).build().toByteArray();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(Topics.JOBS.title(), key, value)).get();
  }
}
