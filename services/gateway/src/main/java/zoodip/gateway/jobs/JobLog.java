package zoodip.gateway.jobs;

import com.google.protobuf.util.Timestamps;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import zoodip.contract.JobStates;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.ConceptDeleted;
import zoodip.events.v1.ConceptImported;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.fold.LogPosition;
import zoodip.gateway.records.JobView;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.names.ResourceName;
import zoodip.platform.tracing.Spans;
import zoodip.v1.ErrorReason;

/**
 * Appends events about jobs and concepts to the log, and returns when this gateway's own view shows
 * what came of them, so that the caller's next read does too. Appending an event again is harmless:
 * the fold sees to that.
 */
@ApplicationScoped
public class JobLog {
  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final JobView jobs;
  private final CompactedView<ConceptRecord> concepts;
  private final PendingEvaluations pending;
  private final CallWait callWait;
  private final Clock clock = Clock.systemUTC();
  private final EventEnvelope envelope = new EventEnvelope("/gateway");

  @Inject
  public JobLog(
      KafkaClients kafka,
      JobView jobs,
      CompactedView<ConceptRecord> concepts,
      PendingEvaluations pending,
      GatewayConfig config,
      MeterRegistry registry) {
    this.jobs = jobs;
    this.concepts = concepts;
    this.pending = pending;
    callWait =
        new CallWait(config.calls().applyTimeout(), "repeat the call with the same request_id");
    producer = kafka.producer(config.calls().applyTimeout());
    metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
  }

  /**
   * Accepts a create; the answer is the job of that name, which an earlier create may have made.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public JobRecord accept(ResourceName job, Accepted accepted) {
    LogPosition position = append(job, JobEvent.newBuilder().setAccepted(accepted));
    return awaitRecord(job, record -> record.filter(position::isIn).isPresent()).orElseThrow();
  }

  /**
   * Appends an event about a job; the answer is the job after it was considered, or empty if there
   * is no such job any more.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public Optional<JobRecord> publish(ResourceName job, JobEvent.Builder event) {
    LogPosition position = append(job, event);
    return awaitRecord(job, record -> record.map(position::isIn).orElse(true));
  }

  /**
   * The job, if there is one; one that is pending is waited for.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if it does not come in time
   */
  Optional<JobRecord> find(ResourceName job) {
    return pending.isPending(job)
        ? awaitRecord(job, Optional::isPresent)
        : jobs.get(job.toString());
  }

  /**
   * Waits until a training that is about to end has ended; empty if it is gone.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public Optional<JobRecord> awaitEnd(ResourceName job) {
    return awaitRecord(
        job, record -> record.filter(now -> !JobStates.isTerminal(now.getState())).isEmpty());
  }

  /**
   * Publishes a concept that came from a file; the answer is the concept of that name, which may
   * have come from elsewhere a moment before.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public ConceptRecord importConcept(ResourceName concept, ConceptRecord imported) {
    append(
        concept,
        JobEvent.newBuilder()
            .setConceptImported(ConceptImported.newBuilder().setConcept(imported)));
    return callWait
        .await(concepts.await(concept.toString(), Optional::isPresent), "the import of " + concept)
        .orElseThrow();
  }

  /**
   * The concept of that name with all that was decided before this call: a job's end is seen in one
   * view before or after its concept is in the other.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public Optional<ConceptRecord> latest(ResourceName concept) {
    callWait.await(concepts.readToEnd(), "the state of " + concept);
    return concepts.get(concept.toString());
  }

  /** The concept as soon as it is another than {@code known}; as it is when the moment is over. */
  public Optional<ConceptRecord> awaitChange(
      ResourceName concept, ConceptRecord known, Duration moment) {
    var change =
        concepts
            .await(concept.toString(), now -> !now.equals(Optional.of(known)))
            .completeOnTimeout(Optional.of(known), moment.toMillis(), TimeUnit.MILLISECONDS);
    return callWait.await(change, "the state of " + concept);
  }

  /**
   * Deletes a concept, and waits until it is gone.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public void deleteConcept(ResourceName concept) {
    append(concept, JobEvent.newBuilder().setConceptDeleted(ConceptDeleted.getDefaultInstance()));
    callWait.await(concepts.await(concept.toString(), Optional::isEmpty), "the end of " + concept);
  }

  @PreDestroy
  void close() {
    metrics.close();
    producer.close();
  }

  private Optional<JobRecord> awaitRecord(ResourceName job, Predicate<Optional<JobRecord>> wanted) {
    return callWait.await(jobs.await(job.toString(), wanted), "the state of " + job);
  }

  private LogPosition append(ResourceName key, JobEvent.Builder fact) {
    JobEvent event = fact.setTime(Timestamps.fromMillis(clock.millis())).build();
    return Spans.withinTrace(
        Spans.publishing(Topics.JOB_EVENTS.title(), key.toString(), event.getFactCase().name()),
        () -> append(key, event));
  }

  private LogPosition append(ResourceName key, JobEvent event) {
    CompletableFuture<RecordMetadata> appended = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              envelope.record(Topics.JOB_EVENTS, key.toString(), event),
              (metadata, failure) -> {
                if (failure == null) {
                  appended.complete(metadata);
                } else {
                  appended.completeExceptionally(appendFailure(key, event, failure));
                }
              });
    } catch (KafkaException e) {
      appended.completeExceptionally(appendFailure(key, event, e));
    }
    RecordMetadata metadata = callWait.await(appended, "Kafka's acknowledgement");
    return new LogPosition(metadata.partition(), metadata.offset());
  }

  /** An event that the topic does not take today will not be taken tomorrow. */
  private static Exception appendFailure(ResourceName key, JobEvent event, Exception failure) {
    return failure instanceof RecordTooLargeException
        ? new ServiceException(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            "What is to be kept of %s takes %d bytes, more than Kafka takes; ask for less"
                .formatted(key, event.getSerializedSize()),
            failure)
        : failure;
  }
}
