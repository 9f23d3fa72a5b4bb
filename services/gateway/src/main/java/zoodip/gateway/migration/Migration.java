package zoodip.gateway.migration;

import java.util.ArrayList;
import java.util.List;
import zoodip.gateway.fold.JobTopology;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;
import zoodip.platform.kafka.TopicMigration;
import zoodip.platform.work.BrokerLimits;
import zoodip.platform.work.WorkConfig;

/**
 * Prepares Kafka for an install or an upgrade: once before services start, or as often as wanted.
 */
record Migration(KafkaClients kafka, KafkaConfig topics, WorkConfig work, String applicationId) {

  /**
   * Compares the brokers' settings with what services need of them, makes the topics that are
   * missing and compares the others.
   *
   * @return what was done, in lines
   * @throws io.quarkus.runtime.configuration.ConfigurationException naming what is wrong and what
   *     to do; trying again does not help
   * @throws zoodip.platform.kafka.KafkaUnavailableException if brokers do not answer
   */
  List<String> run() {
    List<String> lines = new ArrayList<>();
    new BrokerLimits(kafka, work).require(topics.startTimeout());
    new BrokerReplication(kafka, topics).require();
    lines.add("The brokers' settings are as services need them");
    lines.addAll(new TopicMigration(kafka, topics).run(JobTopology.changelogs(applicationId)));
    return lines;
  }
}
