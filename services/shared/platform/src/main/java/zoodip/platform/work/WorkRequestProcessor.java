package zoodip.platform.work;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.jobs.v1.JobDirection;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.platform.tracing.EventTrace;
import zoodip.platform.tracing.Spans;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;
import zoodip.v1.JobState;

/** Processes a delivered request: takes over its job, has it handled, publishes the end. */
final class WorkRequestProcessor {
  private static final Logger LOG = Logger.getLogger(WorkRequestProcessor.class);

  private static final AttributeKey<String> ATTEMPT = AttributeKey.stringKey("zoodip.attempt");
  private static final AttributeKey<String> WORKER = AttributeKey.stringKey("zoodip.worker");
  private static final AttributeKey<Long> DELIVERY = AttributeKey.longKey("zoodip.delivery");

  private final WorkQueue queue;
  private final String worker;
  private final JobHandler handler;
  private final KafkaClients kafka;
  private final JobRecords jobs;
  private final WorkConfig config;
  private final StopSignal stop;
  private final EventEnvelope envelope;
  private final TakeoverWait takeoverWait;
  private final RedeliveryPolicy redelivery;

  WorkRequestProcessor(
      WorkQueue queue,
      String worker,
      JobHandler handler,
      KafkaClients kafka,
      JobRecords jobs,
      WorkConfig config,
      StopSignal stop) {
    this.queue = queue;
    this.worker = worker;
    this.handler = handler;
    this.kafka = kafka;
    this.jobs = jobs;
    this.config = config;
    this.stop = stop;
    envelope = new EventEnvelope("/" + worker);
    takeoverWait = new TakeoverWait(config, stop);
    redelivery = new RedeliveryPolicy(config.deliveries());
  }

  /**
   * @param delivery how often the request was delivered, this time included
   * @param held whether the request is still the slot's
   * @param queuedBy the trace in which the job was queued
   */
  RequestDisposition process(
      WorkRequest request, int delivery, BooleanSupplier held, Context queuedBy)
      throws InterruptedException {
    MDC.put("job", request.getJob());
    try (JobDirections directions = jobs.follow(request.getJob())) {
      RequestDisposition disposition = RequestDisposition.FENCED;
      for (boolean again = true; again; ) {
        AttemptEvents events = new AttemptEvents(UUID.randomUUID().toString());
        String found = directions.latest().map(JobDirection::getAttempt).orElse("");
        disposition =
            Spans.within(
                span(request, delivery, events, queuedBy),
                () -> traced(attempt(request, delivery, events, directions)));
        again =
            disposition == RequestDisposition.FENCED
                && takeoverWait.awaitFreeJob(
                    request, directions, Set.of(events.attempt(), found), held);
      }
      LOG.infof("%s: %s at delivery %d", request.getJob(), disposition.label(), delivery);
      return disposition;
    } finally {
      MDC.remove("job");
    }
  }

  /** A trace of its own, linked to what led to it: a job may take days, and several attempts. */
  private SpanBuilder span(
      WorkRequest request, int delivery, AttemptEvents events, Context queuedBy) {
    return Spans.named("attempt " + queue.label())
        .setNoParent()
        .addLink(Span.fromContext(queuedBy).getSpanContext())
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute(Spans.JOB, request.getJob())
        .setAttribute(ATTEMPT, events.attempt())
        .setAttribute(WORKER, worker)
        .setAttribute(DELIVERY, (long) delivery);
  }

  private static RequestDisposition traced(RequestDisposition disposition) {
    Span span = Span.current().setAttribute(Spans.OUTCOME, disposition.label());
    if (disposition.isFailure()) {
      span.setStatus(StatusCode.ERROR);
    }
    return disposition;
  }

  private static void linkToCreate(JobRecord record) {
    Span.current()
        .addLink(Span.fromContext(EventTrace.of(record.getTraceParent())).getSpanContext());
  }

  private RequestDisposition attempt(
      WorkRequest request, int delivery, AttemptEvents events, JobDirections directions)
      throws InterruptedException {
    try {
      Optional<JobRecord> record =
          jobs.get(request.getJob(), request.getRevision(), config.recordPatience());
      record.ifPresent(WorkRequestProcessor::linkToCreate);
      return record.isEmpty() || RedeliveryPolicy.isSettled(request, record.get())
          ? RequestDisposition.OBSOLETE
          : takeOver(record.get(), delivery, events, directions);
    } catch (FencedException e) {
      LOG.infof("%s was taken over by another attempt", request.getJob());
      return RequestDisposition.FENCED;
    } catch (KafkaUnavailableException | GatewayUnavailableException e) {
      LOG.warnf(e, "Nothing can be said about %s", request.getJob());
      return RequestDisposition.UNREACHABLE;
    }
  }

  private RequestDisposition takeOver(
      JobRecord record, int delivery, AttemptEvents events, JobDirections directions)
      throws InterruptedException {
    String job = record.getName();
    try (JobProducer producer = JobProducer.open(kafka, envelope, Clock.systemUTC(), job)) {
      if (redelivery.isExhausted(record, delivery)) {
        producer.publish(
            new AttemptEvents("").failed(RedeliveryPolicy.exhausted(record, delivery)));
        return RequestDisposition.FAILED;
      }
      return start(producer, job, delivery, events, directions);
    }
  }

  private RequestDisposition start(
      JobProducer producer,
      String job,
      int delivery,
      AttemptEvents events,
      JobDirections directions)
      throws InterruptedException {
    producer.publish(events.started(worker));
    Optional<JobDirection> shown =
        directions.await(now -> isDecided(now, events.attempt()), config.startPatience());
    if (shown.isEmpty()) {
      String reason = "no gateway took note of the attempt within " + config.startPatience();
      LOG.warnf("%s: %s", job, reason);
      events.ended(new AttemptResult.Suspended(reason)).ifPresent(producer::publish);
      return RequestDisposition.HINDERED;
    }
    Optional<JobRecord> record =
        jobs.get(job, shown.get().getRevision(), config.recordPatience())
            .filter(now -> now.getState() == JobState.JOB_STATE_RUNNING)
            .filter(now -> now.getAttempt().equals(events.attempt()));
    return record.isEmpty()
        ? RequestDisposition.OBSOLETE
        : handle(
            new JobAttempt(events, record.get(), producer, directions, stop::isSignalled),
            delivery);
  }

  /** Whether the attempt has begun, or never will. */
  private static boolean isDecided(JobDirection now, String attempt) {
    return now.getGone()
        || JobStates.isTerminal(now.getState())
        || now.getAttempt().equals(attempt);
  }

  private RequestDisposition handle(JobAttempt attempt, int delivery) throws InterruptedException {
    if (attempt.directive() == AttemptDirective.CANCEL) {
      return complete(attempt, new AttemptResult.Cancelled());
    }
    if (redelivery.isLast(delivery)) {
      return complete(attempt, new AttemptResult.Suspended("its request was delivered too often"));
    }
    try {
      return complete(attempt, handler.work(attempt));
    } catch (RuntimeException | Error e) {
      // an error too is the job's own: other slots go on, and the process with them
      LOG.debugf(e, "%s ends its attempt", attempt.job());
      return fail(attempt, FailureClassification.of(e), delivery);
    }
  }

  private static RequestDisposition complete(JobAttempt attempt, AttemptResult result) {
    attempt.publish(result);
    if (result instanceof AttemptResult.Suspended) {
      return RequestDisposition.SUSPENDED;
    }
    if (result instanceof AttemptResult.Cancelled) {
      return RequestDisposition.CANCELLED;
    }
    return result instanceof AttemptResult.Abandoned
        ? RequestDisposition.FENCED
        : RequestDisposition.SUCCEEDED;
  }

  private RequestDisposition fail(JobAttempt attempt, FailureClassification failure, int delivery)
      throws InterruptedException {
    if (failure instanceof FailureClassification.Permanent permanent) {
      LOG.warnf("%s failed: %s", attempt.job(), permanent.error().getMessage());
      attempt.publish(permanent.error());
      return RequestDisposition.FAILED;
    }
    if (failure instanceof FailureClassification.Transient temporary) {
      LOG.warnf("%s is hindered: %s", attempt.job(), temporary.problem());
      attempt.publish(new AttemptResult.Suspended(temporary.problem()));
      return RequestDisposition.HINDERED;
    }
    if (failure instanceof FailureClassification.MemoryExhausted memory) {
      return retryLater(attempt, memory.cause(), delivery, ErrorReason.ERROR_REASON_OUT_OF_MEMORY);
    }
    return failure instanceof FailureClassification.Unexpected unexpected
        ? retryLater(attempt, unexpected.cause(), delivery, ErrorReason.ERROR_REASON_INTERNAL)
        : RequestDisposition.FENCED;
  }

  private RequestDisposition retryLater(
      JobAttempt attempt, Throwable cause, int delivery, ErrorReason reason)
      throws InterruptedException {
    LOG.errorf(cause, "%s broke down at delivery %d", attempt.job(), delivery);
    if (delivery >= config.attempts() || redelivery.isLast(delivery + 1)) {
      return giveUp(attempt, delivery, AttemptsExhausted.error(reason, delivery, cause, worker));
    }
    stop.pause(new Backoff(config.firstPause(), config.longestPause()).after(delivery));
    return RequestDisposition.BROKEN;
  }

  /** A job that got further meanwhile is queued afresh: it will be finished in the end. */
  private RequestDisposition giveUp(JobAttempt attempt, int delivery, JobError error)
      throws InterruptedException {
    if (attempt.hasProgressed()) {
      attempt.publish(new AttemptResult.Suspended(error.getMessage()));
      stop.pause(new Backoff(config.firstPause(), config.longestPause()).after(delivery));
      return RequestDisposition.SUSPENDED;
    }
    attempt.publish(error);
    return RequestDisposition.FAILED;
  }
}
