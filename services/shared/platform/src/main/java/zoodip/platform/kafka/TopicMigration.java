package zoodip.platform.kafka;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Makes all topics before any service runs, and compares those that are there with what is asked. */
public record TopicMigration(KafkaClients kafka, KafkaConfig config) {

  /**
   * Makes what is missing and changes nothing that is there.
   *
   * @param changelogs of the fold's state
   * @return a line about each topic
   * @throws ConfigurationException naming each topic that is not as it has to be, and what to do
   * @throws KafkaUnavailableException if the broker does not answer in {@code topics.start-timeout}
   */
  public List<String> run(List<String> changelogs) {
    try (Admin admin = kafka.admin()) {
      TopicSetup setup = new TopicSetup(admin, config);
      List<String> lines = new ArrayList<>(create(setup, kafka.topics()));
      List<TopicDefinition> state = setup.changelogs(changelogs);
      lines.addAll(create(setup, state));
      List<String> problems =
          Stream.concat(kafka.topics().stream(), state.stream())
              .flatMap(topic -> problems(admin, setup, topic).stream())
              .toList();
      if (!problems.isEmpty()) {
        throw new ConfigurationException(String.join("\n", problems));
      }
      return lines;
    }
  }

  private static List<String> create(TopicSetup setup, List<TopicDefinition> topics) {
    return topics.stream()
        .map(
            topic ->
                "Topic %s: %s"
                    .formatted(topic.title(), setup.create(topic) ? "made" : "there already"))
        .toList();
  }

  private List<String> problems(Admin admin, TopicSetup setup, TopicDefinition topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.title());
    TopicDescription described = setup.describe(topic.title());
    var settings =
        setup
            .answer(
                admin.describeConfigs(List.of(resource)).all(), "read the settings of", topic.title())
            .get(resource);
    return new TopicCheck(topic, setup.settings(topic), config.replicationFactor())
        .problems(described, settings);
  }
}
