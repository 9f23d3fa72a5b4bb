package zoodip.platform.work;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaUnavailableException;

/** The group whose members share a queue's requests. */
record ShareGroup(KafkaClients kafka, String id) {

  /**
   * Gives the group the settings that slots rely on.
   *
   * @throws KafkaUnavailableException if the broker does not answer within {@code patience}, or
   *     refuses a setting because it lies outside of the broker's own limits
   */
  void ensure(WorkConfig config, Duration patience) {
    Collection<AlterConfigOp> settings =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            set("share.isolation.level", "read_committed"),
            set("share.record.lock.duration.ms", String.valueOf(config.lock().toMillis())),
            set("share.delivery.count.limit", String.valueOf(config.deliveries())),
            set("share.renew.acknowledge.enable", "true"));
    try (Admin admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.GROUP, id), settings))
          .all()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaUnavailableException("cannot set up share group " + id, e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaUnavailableException("no answer about share group " + id, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while setting up " + id, e);
    }
  }

  /** A new member, which is handed one record at a time. */
  KafkaShareConsumer<String, byte[]> member() {
    return new KafkaShareConsumer<>(
        kafka.settings(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                id,
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit",
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }
}
