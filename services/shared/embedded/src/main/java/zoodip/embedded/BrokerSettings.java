package zoodip.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a broker that is alone, small, and quick to notice a dead client. */
final class BrokerSettings {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";

  private static final String CLIENTS = "CLIENT";
  private static final String INTER_BROKER = "INTERBROKER";

  // A broker that is silent for so long is taken for dead, and leads nothing until it is heard
  // again. Nobody could lead in this one's place: where the machine is only busy, its clients wait
  // or fail for nothing, and a transaction that ends just then can stay open for ever
  // (KAFKA-20734).
  private static final Duration SILENCE_OF_A_BUSY = Duration.ofSeconds(45);
  private static final Duration SILENCE_OF_A_KILLED = Duration.ofSeconds(9);

  private BrokerSettings() {}

  /**
   * @param interBrokerPort where the broker talks to itself as to another one
   * @param killed whether the broker was killed before: then it is registered still, and can be
   *     registered anew only when its silence has lasted long enough
   */
  static Map<String, String> of(Path folder, Ports ports, int interBrokerPort, boolean killed) {
    Map<String, String> all = new HashMap<>();
    all.put(
        "broker.session.timeout.ms",
        String.valueOf((killed ? SILENCE_OF_A_KILLED : SILENCE_OF_A_BUSY).toMillis()));
    all.putAll(place(folder, ports, interBrokerPort));
    all.putAll(ALONE);
    all.putAll(SMALL);
    all.putAll(QUICK);
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      all.put(topic + ".replication.factor", "1");
      all.put(topic + ".num.partitions", "1");
    }
    return all;
  }

  private static Map<String, String> place(Path folder, Ports ports, int interBrokerPort) {
    String clients = CLIENTS + "://127.0.0.1:" + ports.kafka();
    String brokers = INTER_BROKER + "://127.0.0.1:" + interBrokerPort;
    String controllers = CONTROLLER + "://127.0.0.1:" + ports.controller();
    return Map.of(
        "log.dirs",
        folder.toString(),
        "listeners",
        String.join(",", clients, brokers, controllers),
        "advertised.listeners",
        String.join(",", clients, brokers),
        "controller.quorum.voters",
        NODE + "@127.0.0.1:" + ports.controller());
  }

  private static final String PROTOCOLS =
      Stream.of(CLIENTS, INTER_BROKER, CONTROLLER)
          .map(listener -> listener + ":PLAINTEXT")
          .collect(Collectors.joining(","));

  private static final Map<String, String> ALONE =
      Map.of(
          "process.roles",
          "broker,controller",
          "node.id",
          String.valueOf(NODE),
          "listener.security.protocol.map",
          PROTOCOLS,
          "controller.listener.names",
          CONTROLLER,
          "inter.broker.listener.name",
          INTER_BROKER,
          "auto.create.topics.enable",
          "false",
          "transaction.state.log.min.isr",
          "1",
          "share.coordinator.state.topic.min.isr",
          "1");

  // the defaults are those of a server of its own; the log cleaner alone would take 128 MiB of heap
  private static final Map<String, String> SMALL =
      Map.of(
          "num.network.threads", "1",
          "num.io.threads", "2",
          "background.threads", "2",
          "group.coordinator.threads", "1",
          "share.coordinator.threads", "1",
          "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));

  // a dead trainer is noticed within a heartbeat or a few, not within the default 45 seconds
  private static final Map<String, String> QUICK =
      Map.of(
          "group.initial.rebalance.delay.ms", "0",
          "group.min.session.timeout.ms", "1000",
          "group.share.min.heartbeat.interval.ms", "500",
          "group.share.heartbeat.interval.ms", "500",
          "group.share.min.session.timeout.ms", "1000",
          "group.share.session.timeout.ms", "5000",
          "group.share.min.record.lock.duration.ms", "1000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
}
