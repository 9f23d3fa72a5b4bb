package zoodip.gateway.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.platform.work.WorkConfig;

@Timeout(120)
class MigrationTest {
  private static final Set<String> TOPICS =
      Set.of(
          "job-events",
          "jobs",
          "job-parts",
          "training-requests",
          "training-requests-1",
          "evaluation-requests",
          "evaluation-requests-1",
          "concepts",
          "api-keys",
          "audit-log",
          "job-fold-job-records-changelog",
          "job-fold-job-parts-changelog",
          "job-fold-imported-concepts-changelog");

  @TempDir Path folder;
  private EmbeddedKafka broker;

  @BeforeEach
  void start() {
    broker = EmbeddedKafka.start(folder.resolve("kafka"));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void itMakesEveryTopicAndTheSecondTimeNone() throws Exception {
    Migration migration = migration(Map.of("topics.queue-shards", "2"));

    List<String> first = migration.run();
    try (Admin admin = kafka(Map.of()).admin()) {
      awaitTopics(admin);
    }
    assertEquals(TOPICS.size(), first.stream().filter(line -> line.endsWith(": made")).count());

    List<String> second = migration.run();
    assertEquals(
        TOPICS.size(), second.stream().filter(line -> line.endsWith(": there already")).count());
  }

  /** A broker answers that a topic is made before it lists it. */
  private static void awaitTopics(Admin admin) throws Exception {
    Set<String> listed = admin.listTopics().names().get();
    while (!listed.containsAll(TOPICS)) {
      Thread.sleep(20);
      listed = admin.listTopics().names().get();
    }
    assertEquals(TOPICS, listed);
  }

  @Test
  void servicesThatMakeNoTopicsWaitForItsTopics() throws Exception {
    KafkaClients service = kafka(Map.of("topics.create", "false", "topics.start-timeout", "PT2S"));
    var missing = assertThrows(KafkaUnavailableException.class, service::ensureTopics);
    assertTrue(missing.getMessage().contains("the argument migrate"), missing::getMessage);
    try (Admin admin = service.admin()) {
      assertEquals(Set.of(), admin.listTopics().names().get());
    }

    var unused = migration(Map.of()).run();
    service.ensureTopics();
    service.ensureChangelogs(List.of("job-fold-job-parts-changelog"));
  }

  @Test
  void aBrokerThatAllowsTooLittleIsRefusedByNameBeforeAnythingIsMade() throws Exception {
    assertRefused(
        Map.of("work.fleet-slots", "300"), "Broker 1", "group.share.max.size=200", "needs 300");
    assertRefused(
        Map.of("topics.replication-factor", "3"),
        "Broker 1",
        "offsets.topic.replication.factor=1",
        "topics.replication-factor=3");
    try (Admin admin = kafka(Map.of()).admin()) {
      assertEquals(Set.of(), admin.listTopics().names().get());
    }
  }

  @Test
  void topicsThatAreOtherwiseThanTheyHaveToBeAreRefusedByNameAndLeftAlone() throws Exception {
    try (Admin admin = kafka(Map.of()).admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("training-requests", 3, (short) 1)
                      .configs(Map.of("retention.ms", "86400000")),
                  new NewTopic("jobs", 4, (short) 1)
                      .configs(
                          Map.of("cleanup.policy", "delete", "max.message.bytes", "20971520"))))
          .all()
          .get();
    }

    for (int run = 0; run < 2; run++) {
      String refusal =
          assertRefused(
              Map.of(),
              "Topic training-requests has 3 partitions and must have 1",
              "Topic training-requests has retention.ms=86400000 and needs -1",
              "--entity-name jobs --add-config cleanup.policy=compact");
      assertEquals(3, refusal.lines().count(), refusal);
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() {
    broker.close();
    var failure =
        assertThrows(
            KafkaUnavailableException.class,
            () -> migration(Map.of("topics.start-timeout", "PT2S")).run());
    assertTrue(failure.getMessage().contains("check kafka.bootstrap.servers"), failure::getMessage);
  }

  private String assertRefused(Map<String, String> settings, String... words) {
    String refusal =
        assertThrows(ConfigurationException.class, () -> migration(settings).run()).getMessage();
    for (String word : words) {
      assertTrue(refusal.contains(word), refusal);
    }
    return refusal;
  }

  private Migration migration(Map<String, String> settings) {
    SmallRyeConfig config = config(settings);
    KafkaConfig topics = config.getConfigMapping(KafkaConfig.class);
    return new Migration(
        kafka(settings), topics, config.getConfigMapping(WorkConfig.class), "job-fold");
  }

  private KafkaClients kafka(Map<String, String> settings) {
    return new KafkaClients(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        config(settings).getConfigMapping(KafkaConfig.class));
  }

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(KafkaConfig.class)
        .withMapping(WorkConfig.class)
        .withDefaultValues(new HashMap<>(settings))
        .build();
  }
}
