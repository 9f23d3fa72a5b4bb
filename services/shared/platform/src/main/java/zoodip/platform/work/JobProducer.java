package zoodip.platform.work;

import com.google.protobuf.util.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import zoodip.events.v1.JobEvent;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.platform.kafka.Topics;
import zoodip.platform.tracing.Spans;
import zoodip.v1.ErrorReason;

/**
 * Publishes events of one job, each in a transaction of its own, until somebody else opens the
 * job's producer: the transactional id is the job's name, so whoever opened last owns the job.
 * Never opened a second time by the same attempt, which would take the job away from its new owner.
 */
final class JobProducer implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final String job;
  private final Producer<String, byte[]> producer;
  private final EventEnvelope envelope;
  private final Clock clock;

  private JobProducer(
      String job, Producer<String, byte[]> producer, EventEnvelope envelope, Clock clock) {
    this.job = job;
    this.producer = producer;
    this.envelope = envelope;
    this.clock = clock;
  }

  /**
   * Takes over the job.
   *
   * @throws FencedException if somebody else did at the same time
   * @throws KafkaUnavailableException if the broker does not answer
   */
  static JobProducer open(KafkaClients kafka, EventEnvelope envelope, Clock clock, String job) {
    Producer<String, byte[]> producer = kafka.transactionalProducer(job);
    try {
      producer.initTransactions();
      return new JobProducer(job, producer, envelope, clock);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw failure(job, "take over", e);
    }
  }

  /**
   * Appends an event; when this returns, it is committed.
   *
   * @throws ServiceException if it is too large for the topic, now and at every other try
   * @throws FencedException if somebody else owns the job: nothing was appended
   * @throws KafkaUnavailableException if it is not known whether it was appended; then this
   *     producer is of no further use
   */
  synchronized void publish(JobEvent.Builder event) {
    JobEvent timed = event.setTime(Timestamps.fromMillis(clock.millis())).build();
    var unused =
        Spans.within(
            Spans.publishing(Topics.JOB_EVENTS.title(), job, timed.getFactCase().name()),
            () -> append(timed));
  }

  private JobEvent append(JobEvent timed) {
    if (timed.getSerializedSize() > Topics.MAX_EVENT_BYTES) {
      throw tooLarge(timed);
    }
    try {
      producer.beginTransaction();
      // a failure of the send comes out of the commit
      Future<RecordMetadata> unused = producer.send(envelope.record(Topics.JOB_EVENTS, job, timed));
      producer.commitTransaction();
      return timed;
    } catch (KafkaException | IllegalStateException e) {
      if (isTooLarge(e)) {
        producer.abortTransaction();
        throw tooLarge(timed);
      }
      throw failure(job, "say " + timed.getFactCase() + " about", e);
    }
  }

  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || (failure.getCause() != null && isTooLarge(failure.getCause()));
  }

  private ServiceException tooLarge(JobEvent event) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        "What is to be said about %s, %s, takes %d bytes, more than the topic %s takes"
            .formatted(
                job, event.getFactCase(), event.getSerializedSize(), Topics.JOB_EVENTS.title()));
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }

  private static RuntimeException failure(String job, String doing, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return new FencedException(job, e);
      }
    }
    return new KafkaUnavailableException("cannot " + doing + " " + job, e);
  }
}
