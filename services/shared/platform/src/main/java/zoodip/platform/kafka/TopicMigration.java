package zoodip.platform.kafka;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Makes all topics before any service runs, and compares those that are there with what is asked.
 */
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
      List<String> lines = new ArrayList<>();
      List<String> problems = new ArrayList<>();
      kafka.topics().forEach(topic -> migrate(admin, setup, topic, lines, problems));
      setup.changelogs(changelogs).forEach(topic -> migrate(admin, setup, topic, lines, problems));
      if (!problems.isEmpty()) {
        throw new ConfigurationException(String.join("\n", problems));
      }
      return lines;
    }
  }

  private void migrate(
      Admin admin,
      TopicSetup setup,
      TopicDefinition topic,
      List<String> lines,
      List<String> problems) {
    if (setup.create(topic)) {
      lines.add("Topic %s: made".formatted(topic.title()));
    } else {
      lines.add("Topic %s: there already".formatted(topic.title()));
      problems.addAll(problems(admin, setup, topic));
    }
  }

  private List<String> problems(Admin admin, TopicSetup setup, TopicDefinition topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.title());
    TopicDescription described = setup.describe(topic.title());
    var settings =
        setup
            .answer(
                admin.describeConfigs(List.of(resource)).all(),
                "read the settings of",
                topic.title())
            .get(resource);
    return new TopicCheck(topic, setup.settings(topic), config.replicationFactor())
        .problems(described, settings);
  }
}
