package zoodip.platform.work;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;

/** Brings a delivered request to an outcome: takes over its job, has it handled, says the end. */
final class WorkRequestProcessor {
  private static final Logger LOG = Logger.getLogger(WorkRequestProcessor.class);

  private final String worker;
  private final JobHandler handler;
  private final KafkaClients kafka;
  private final JobRecords jobs;
  private final WorkConfig config;
  private final StopSignal stop;
  private final EventEnvelope envelope;
  private final TakeoverWait takeoverWait;

  WorkRequestProcessor(
      String worker,
      JobHandler handler,
      KafkaClients kafka,
      JobRecords jobs,
      WorkConfig config,
      StopSignal stop) {
    this.worker = worker;
    this.handler = handler;
    this.kafka = kafka;
    this.jobs = jobs;
    this.config = config;
    this.stop = stop;
    envelope = new EventEnvelope("/" + worker);
    takeoverWait = new TakeoverWait(jobs, config, stop);
  }

  /**
   * @param delivery how often the request was delivered, this time included
   * @param held whether the request is still the slot's
   */
  RequestDisposition work(WorkRequest request, int delivery, BooleanSupplier held)
      throws InterruptedException {
    if (!jobs.view().isAlive()) {
      throw new IllegalStateException("The view of jobs has ended: no request can be judged");
    }
    MDC.put("job", request.getJob());
    try {
      RequestDisposition requestDisposition = RequestDisposition.FENCED;
      for (boolean again = true; again; ) {
        AttemptEvents attemptEvents = new AttemptEvents(UUID.randomUUID().toString());
        String found = jobs.view().get(request.getJob()).map(JobRecord::getAttempt).orElse("");
        requestDisposition = judge(request, delivery, attemptEvents);
        again =
            requestDisposition == RequestDisposition.FENCED
                && takeoverWait.untilTheJobIsFree(
                    request, Set.of(attemptEvents.attempt(), found), held);
      }
      LOG.infof("%s: %s at delivery %d", request.getJob(), requestDisposition.label(), delivery);
      return requestDisposition;
    } finally {
      MDC.remove("job");
    }
  }

  private RequestDisposition judge(WorkRequest request, int delivery, AttemptEvents attemptEvents)
      throws InterruptedException {
    try {
      Optional<JobRecord> record = jobs.asNewAs(request, config.recordPatience());
      return record.isEmpty() || JobRecords.isSettled(request, record.get())
          ? RequestDisposition.OBSOLETE
          : takeOver(record.get(), delivery, attemptEvents);
    } catch (FencedException e) {
      LOG.infof("%s was taken over by another attempt", request.getJob());
      return RequestDisposition.FENCED;
    } catch (KafkaUnavailableException e) {
      LOG.warnf(e, "Nothing can be said about %s", request.getJob());
      return RequestDisposition.UNREACHABLE;
    }
  }

  private RequestDisposition takeOver(JobRecord record, int delivery, AttemptEvents attemptEvents)
      throws InterruptedException {
    String job = record.getName();
    try (JobProducer producer = JobProducer.open(kafka, envelope, Clock.systemUTC(), job)) {
      if (isLast(delivery) && !RedeliveryPolicy.madeProgress(record)) {
        producer.publish(
            new AttemptEvents("").failed(RedeliveryPolicy.exhausted(record, delivery)));
        return RequestDisposition.FAILED;
      }
      return start(producer, job, delivery, attemptEvents);
    }
  }

  private RequestDisposition start(
      JobProducer producer, String job, int delivery, AttemptEvents attemptEvents)
      throws InterruptedException {
    producer.publish(attemptEvents.started(worker));
    Optional<JobRecord> shown = jobs.showing(attemptEvents.attempt(), job, config.startPatience());
    if (shown.isPresent() && JobRecords.isRunning(shown.get(), attemptEvents.attempt())) {
      try (var attempt =
          new JobAttempt(attemptEvents, shown.get(), producer, jobs.view(), stop::isGiven)) {
        return run(attempt, delivery);
      }
    }
    if (shown.isPresent() || jobs.view().get(job).isEmpty()) {
      return RequestDisposition.OBSOLETE;
    }
    String reason = "no gateway took note of the attempt within " + config.startPatience();
    LOG.warnf("%s: %s", job, reason);
    attemptEvents.ended(new AttemptResult.Suspended(reason)).ifPresent(producer::publish);
    return RequestDisposition.HINDERED;
  }

  private RequestDisposition run(JobAttempt attempt, int delivery) throws InterruptedException {
    if (attempt.demand() == AttemptDirective.CANCEL) {
      return end(attempt, new AttemptResult.Cancelled());
    }
    if (isLast(delivery)) {
      return end(attempt, new AttemptResult.Suspended("its request was delivered too often"));
    }
    try {
      return end(attempt, handler.work(attempt));
    } catch (RuntimeException | Error e) {
      // an error too is the job's own: other slots go on, and the process with them
      LOG.debugf(e, "%s ends its attempt", attempt.job());
      return fail(attempt, FailureClassification.of(e), delivery);
    }
  }

  private static RequestDisposition end(JobAttempt attempt, AttemptResult attemptResult) {
    attempt.publish(attemptResult);
    if (attemptResult instanceof AttemptResult.Suspended) {
      return RequestDisposition.SUSPENDED;
    }
    if (attemptResult instanceof AttemptResult.Cancelled) {
      return RequestDisposition.CANCELLED;
    }
    return attemptResult instanceof AttemptResult.Abandoned
        ? RequestDisposition.FENCED
        : RequestDisposition.SUCCEEDED;
  }

  private RequestDisposition fail(
      JobAttempt attempt, FailureClassification failureClassification, int delivery)
      throws InterruptedException {
    if (failureClassification instanceof FailureClassification.Lasting lasting) {
      LOG.warnf("%s failed: %s", attempt.job(), lasting.error().getMessage());
      attempt.publish(lasting.error());
      return RequestDisposition.FAILED;
    }
    if (failureClassification instanceof FailureClassification.Passing passing) {
      LOG.warnf("%s is hindered: %s", attempt.job(), passing.problem());
      attempt.publish(new AttemptResult.Suspended(passing.problem()));
      return RequestDisposition.HINDERED;
    }
    if (failureClassification instanceof FailureClassification.Memory memory) {
      return breakDown(attempt, memory.cause(), delivery, ErrorReason.ERROR_REASON_OUT_OF_MEMORY);
    }
    return failureClassification instanceof FailureClassification.Unexpected unexpected
        ? breakDown(attempt, unexpected.cause(), delivery, ErrorReason.ERROR_REASON_INTERNAL)
        : RequestDisposition.FENCED;
  }

  private RequestDisposition breakDown(
      JobAttempt attempt, Throwable cause, int delivery, ErrorReason reason)
      throws InterruptedException {
    LOG.errorf(cause, "%s broke down at delivery %d", attempt.job(), delivery);
    if (delivery >= config.attempts() || isLast(delivery + 1)) {
      return giveUp(attempt, delivery, AttemptsExhausted.error(reason, delivery, cause, worker));
    }
    stop.pause(new Backoff(config.firstPause(), config.longestPause()).after(delivery));
    return RequestDisposition.BROKEN;
  }

  /** A job that got further meanwhile is queued afresh: it will be finished in the end. */
  private RequestDisposition giveUp(JobAttempt attempt, int delivery, JobError error)
      throws InterruptedException {
    if (RedeliveryPolicy.madeProgress(attempt.latest())) {
      attempt.publish(new AttemptResult.Suspended(error.getMessage()));
      stop.pause(new Backoff(config.firstPause(), config.longestPause()).after(delivery));
      return RequestDisposition.SUSPENDED;
    }
    attempt.publish(error);
    return RequestDisposition.FAILED;
  }

  private boolean isLast(int delivery) {
    return delivery >= config.deliveries();
  }
}
