package zoodip.platform.work;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * A request that a share consumer holds. Once it is lost, nothing more is told to the broker about
 * it: the broker has handed it to somebody else, or will.
 */
final class RecordLock {
  private static final Logger LOG = Logger.getLogger(RecordLock.class);

  private final KafkaShareConsumer<String, byte[]> consumer;
  private final Duration patience;
  private ConsumerRecord<String, byte[]> request;
  private volatile boolean held = true;

  /**
   * @param patience how long the broker's answers are waited for
   */
  RecordLock(
      KafkaShareConsumer<String, byte[]> consumer,
      ConsumerRecord<String, byte[]> request,
      Duration patience) {
    this.consumer = consumer;
    this.request = request;
    this.patience = patience;
  }

  /** Whether the request is still this slot's, as far as is known. */
  boolean isHeld() {
    return held;
  }

  /** Keeps the request for another lock duration. */
  void renew() {
    if (!held) {
      return;
    }
    consumer.acknowledge(request, AcknowledgeType.RENEW);
    held = commit() && isRedelivered();
    if (!held) {
      LOG.warnf("%s: the request's lock is lost; the attempt goes on", request.key());
    }
  }

  /** Tells the broker what became of the request, and lets go of it. */
  void acknowledge(AcknowledgeType type) {
    if (held) {
      held = false;
      consumer.acknowledge(request, type);
      if (!commit()) {
        LOG.warnf("%s: the broker did not take %s of its request", request.key(), type);
      }
    }
  }

  /** A renewal is complete only after a poll, which hands out the same record again. */
  private boolean isRedelivered() {
    boolean again = false;
    for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
      if (record.partition() == request.partition() && record.offset() == request.offset()) {
        request = record;
        again = true;
      } else {
        consumer.acknowledge(record, AcknowledgeType.RELEASE);
      }
    }
    return again;
  }

  private boolean commit() {
    try {
      return consumer.commitSync(patience).values().stream().noneMatch(Optional::isPresent);
    } catch (KafkaException e) {
      LOG.debugf(e, "%s: not acknowledged", request.key());
      return false;
    }
  }
}
