package zoodip.platform.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether a topic that is there serves as one that is made here would.
 *
 * @param settings that it is made with; of numbers more will do, too
 * @param replicationFactor that is asked for, -1 for any
 */
record TopicCheck(TopicDefinition topic, Map<String, String> settings, int replicationFactor) {
  private static final long FOR_EVER = -1;

  /** What is wrong, in sentences that say what to do. */
  List<String> problems(TopicDescription described, Config config) {
    List<String> problems = new ArrayList<>();
    partitions(described.partitions().size()).ifPresent(problems::add);
    replicas(described).ifPresent(problems::add);
    new TreeMap<>(settings)
        .forEach(
            (name, wanted) ->
                Optional.ofNullable(config.get(name))
                    .map(ConfigEntry::value)
                    .flatMap(value -> setting(name, wanted, value))
                    .ifPresent(problems::add));
    return problems;
  }

  private Optional<String> partitions(int partitions) {
    return partitions == topic.partitions()
        ? Optional.empty()
        : Optional.of(
            "Topic %s has %d partitions and must have %d: while no service runs and no job is under way, delete it and run migrate again"
                .formatted(topic.title(), partitions, topic.partitions()));
  }

  private Optional<String> replicas(TopicDescription described) {
    int replicas =
        described.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    return replicas >= replicationFactor
        ? Optional.empty()
        : Optional.of(
            "Topic %s has %d replicas, but topics.replication-factor=%d: add some with kafka-reassign-partitions.sh, or set topics.replication-factor=%d"
                .formatted(topic.title(), replicas, replicationFactor, replicas));
  }

  private Optional<String> setting(String name, String wanted, String value) {
    return serves(name, wanted, value)
        ? Optional.empty()
        : Optional.of(
            "Topic %s has %s=%s and needs %s: kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(topic.title(), name, value, wanted, topic.title(), name, wanted));
  }

  private static boolean serves(String name, String wanted, String value) {
    if (name.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
      return value.equals(wanted);
    }
    long there = Long.parseLong(value);
    if (name.equals(TopicConfig.RETENTION_MS_CONFIG)) {
      return there == FOR_EVER || (!wanted.equals("-1") && there >= Long.parseLong(wanted));
    }
    return there >= Long.parseLong(wanted);
  }
}
