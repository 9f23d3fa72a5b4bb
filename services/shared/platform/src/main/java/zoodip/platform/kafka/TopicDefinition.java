package zoodip.platform.kafka;

import java.util.Map;

/**
 * A topic as it is made.
 *
 * @param title its name on the broker
 * @param partitions 1 or more
 * @param settings those that are not the broker's, by their names
 */
public record TopicDefinition(String title, int partitions, Map<String, String> settings) {
  public TopicDefinition {
    settings = Map.copyOf(settings);
  }
}
