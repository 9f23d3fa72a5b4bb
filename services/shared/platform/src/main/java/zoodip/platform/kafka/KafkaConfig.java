package zoodip.platform.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What Zoodip decides about Kafka; {@code kafka.*} goes to the clients as it is. */
@ConfigMapping(prefix = "topics")
public interface KafkaConfig {
  /**
   * Whether services make the topics that are missing. If not, they wait for them at their start:
   * for installs where the gateway's program with the argument {@code migrate} makes them before.
   */
  @WithDefault("true")
  boolean create();

  /**
   * Replicas of a topic that is created here; -1 is the broker's default. With three or more, an
   * acknowledged record is on two at least.
   */
  @WithDefault("-1")
  short replicationFactor();

  /**
   * Topics that each work queue is spread over, each with a share group of its own: more where a
   * fleet has more slots than one group takes members, or a partition locks records. The same for
   * gateways and workers; gateways first in either direction, workers at once when it grows, and
   * once the topics that go are empty when it shrinks.
   */
  @WithDefault("1")
  int queueShards();

  /** How long a start waits for the broker before it gives up. */
  @WithDefault("PT60S")
  Duration startTimeout();
}
