package zoodip.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics, or waits for whoever makes them. */
record TopicSetup(Admin admin, KafkaConfig config) {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  /** Replicas from which on one may be down while the others must have what is acknowledged. */
  private static final int SAFE_REPLICAS = 3;

  /**
   * Makes those that are missing, or waits until they are there if {@code topics.create} is false.
   *
   * @throws KafkaUnavailableException if that takes longer than {@code topics.start-timeout}
   */
  void ensure(List<TopicDefinition> topics) {
    if (config.create()) {
      topics.forEach(this::create);
    } else {
      await(topics.stream().map(TopicDefinition::title).toList());
    }
  }

  /**
   * Makes a topic unless it is there.
   *
   * @return whether it was missing
   * @throws KafkaUnavailableException if the broker does not make it, or not in time
   */
  boolean create(TopicDefinition topic) {
    NewTopic wanted =
        new NewTopic(
                topic.title(),
                Optional.of(topic.partitions()),
                Optional.of(config.replicationFactor()).filter(factor -> factor > 0))
            .configs(settings(topic));
    try {
      var unused = answer(admin.createTopics(List.of(wanted)).all(), "create topic", topic.title());
      return true;
    } catch (KafkaUnavailableException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      return false;
    }
  }

  /** With {@code min.insync.replicas} where there are replicas enough to lose one. */
  Map<String, String> settings(TopicDefinition topic) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    if (config.replicationFactor() >= SAFE_REPLICAS) {
      settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return settings;
  }

  /** The topics of a fold's state, with as many partitions as the events have. */
  List<TopicDefinition> changelogs(List<String> titles) {
    String events = Topics.JOB_EVENTS.title();
    int partitions = describe(events).partitions().size();
    return titles.stream()
        .map(title -> new TopicDefinition(title, partitions, Topics.JOBS.settings()))
        .toList();
  }

  /** Waits for a topic that was just made: brokers hear of it one after the other. */
  TopicDescription describe(String title) {
    Instant end = Instant.now().plus(config.startTimeout());
    while (true) {
      try {
        return answer(
            admin.describeTopics(List.of(title)).topicNameValues().get(title),
            "describe topic",
            title);
      } catch (KafkaUnavailableException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || Instant.now().isAfter(end)) {
          throw e;
        }
        pause();
      }
    }
  }

  /**
   * Waits for the broker's answer.
   *
   * @param attempt what is asked, for the error
   */
  <T> T answer(KafkaFuture<T> answer, String attempt, String title) {
    try {
      return answer.get(config.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaUnavailableException("cannot " + attempt + " " + title, e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaUnavailableException(
          "the broker did not answer within " + config.startTimeout(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while it should " + attempt, e);
    }
  }

  private void await(List<String> titles) {
    Instant end = Instant.now().plus(config.startTimeout());
    List<String> missing = missing(titles);
    while (!missing.isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new KafkaUnavailableException(
            "there is no topic %s after %s, and topics.create is false: run the gateway's program with the argument migrate"
                .formatted(missing.get(0), config.startTimeout()),
            null);
      }
      pause();
      missing = missing(titles);
    }
  }

  private List<String> missing(List<String> titles) {
    Set<String> there = answer(admin.listTopics().names(), "list", "topics");
    return titles.stream().filter(title -> !there.contains(title)).toList();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while waiting for topics", e);
    }
  }
}
