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
final class Shift {
  private static final Logger LOG = Logger.getLogger(Shift.class);

  private final String worker;
  private final JobHandler handler;
  private final KafkaClients kafka;
  private final JobRecords jobs;
  private final WorkConfig config;
  private final StopSignal stop;
  private final EventEnvelope envelope;
  private final Standby standby;

  Shift(
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
    standby = new Standby(jobs, config, stop);
  }

  /**
   * @param delivery how often the request was delivered, this time included
   * @param held whether the request is still the slot's
   */
  Outcome work(WorkRequest request, int delivery, BooleanSupplier held)
      throws InterruptedException {
    if (!jobs.view().isAlive()) {
      throw new IllegalStateException("The view of jobs has ended: no request can be judged");
    }
    MDC.put("job", request.getJob());
    try {
      Outcome outcome = Outcome.FENCED;
      for (boolean again = true; again; ) {
        Facts facts = new Facts(UUID.randomUUID().toString());
        String found = jobs.view().get(request.getJob()).map(JobRecord::getAttempt).orElse("");
        outcome = judge(request, delivery, facts);
        again =
            outcome == Outcome.FENCED
                && standby.untilTheJobIsFree(request, Set.of(facts.attempt(), found), held);
      }
      LOG.infof("%s: %s at delivery %d", request.getJob(), outcome.label(), delivery);
      return outcome;
    } finally {
      MDC.remove("job");
    }
  }

  private Outcome judge(WorkRequest request, int delivery, Facts facts)
      throws InterruptedException {
    try {
      Optional<JobRecord> record = jobs.asNewAs(request, config.recordPatience());
      return record.isEmpty() || JobRecords.isSettled(request, record.get())
          ? Outcome.OBSOLETE
          : takeOver(record.get(), delivery, facts);
    } catch (FencedException e) {
      LOG.infof("%s was taken over by another attempt", request.getJob());
      return Outcome.FENCED;
    } catch (KafkaUnavailableException e) {
      LOG.warnf(e, "Nothing can be said about %s", request.getJob());
      return Outcome.UNREACHABLE;
    }
  }

  private Outcome takeOver(JobRecord record, int delivery, Facts facts)
      throws InterruptedException {
    String job = record.getName();
    try (JobProducer producer = JobProducer.open(kafka, envelope, Clock.systemUTC(), job)) {
      if (isLast(delivery) && !Deliveries.madeProgress(record)) {
        producer.say(new Facts("").failed(Deliveries.exhausted(record, delivery)));
        return Outcome.FAILED;
      }
      return start(producer, job, delivery, facts);
    }
  }

  private Outcome start(JobProducer producer, String job, int delivery, Facts facts)
      throws InterruptedException {
    producer.say(facts.started(worker));
    Optional<JobRecord> shown = jobs.showing(facts.attempt(), job, config.startPatience());
    if (shown.isPresent() && JobRecords.isRunning(shown.get(), facts.attempt())) {
      try (var attempt = new JobAttempt(facts, shown.get(), producer, jobs.view(), stop::isGiven)) {
        return run(attempt, delivery);
      }
    }
    if (shown.isPresent() || jobs.view().get(job).isEmpty()) {
      return Outcome.OBSOLETE;
    }
    String reason = "no gateway took note of the attempt within " + config.startPatience();
    LOG.warnf("%s: %s", job, reason);
    facts.ended(new Ending.Suspended(reason)).ifPresent(producer::say);
    return Outcome.HINDERED;
  }

  private Outcome run(JobAttempt attempt, int delivery) throws InterruptedException {
    if (attempt.demand() == Demand.CANCEL) {
      return end(attempt, new Ending.Cancelled());
    }
    if (isLast(delivery)) {
      return end(attempt, new Ending.Suspended("its request was delivered too often"));
    }
    try {
      return end(attempt, handler.work(attempt));
    } catch (RuntimeException | Error e) {
      // an error too is the job's own: other slots go on, and the process with them
      LOG.debugf(e, "%s ends its attempt", attempt.job());
      return fail(attempt, Failure.of(e), delivery);
    }
  }

  private static Outcome end(JobAttempt attempt, Ending ending) {
    attempt.say(ending);
    if (ending instanceof Ending.Suspended) {
      return Outcome.SUSPENDED;
    }
    if (ending instanceof Ending.Cancelled) {
      return Outcome.CANCELLED;
    }
    return ending instanceof Ending.Abandoned ? Outcome.FENCED : Outcome.SUCCEEDED;
  }

  private Outcome fail(JobAttempt attempt, Failure failure, int delivery)
      throws InterruptedException {
    if (failure instanceof Failure.Lasting lasting) {
      LOG.warnf("%s failed: %s", attempt.job(), lasting.error().getMessage());
      attempt.say(lasting.error());
      return Outcome.FAILED;
    }
    if (failure instanceof Failure.Passing passing) {
      LOG.warnf("%s is hindered: %s", attempt.job(), passing.problem());
      attempt.say(new Ending.Suspended(passing.problem()));
      return Outcome.HINDERED;
    }
    if (failure instanceof Failure.Memory memory) {
      return breakDown(attempt, memory.cause(), delivery, ErrorReason.ERROR_REASON_OUT_OF_MEMORY);
    }
    return failure instanceof Failure.Unexpected unexpected
        ? breakDown(attempt, unexpected.cause(), delivery, ErrorReason.ERROR_REASON_INTERNAL)
        : Outcome.FENCED;
  }

  private Outcome breakDown(JobAttempt attempt, Throwable cause, int delivery, ErrorReason reason)
      throws InterruptedException {
    LOG.errorf(cause, "%s broke down at delivery %d", attempt.job(), delivery);
    if (delivery >= config.attempts() || isLast(delivery + 1)) {
      return giveUp(attempt, delivery, Breakdown.error(reason, delivery, cause, worker));
    }
    stop.pause(new Backoff(config.firstPause(), config.longestPause()).after(delivery));
    return Outcome.BROKEN;
  }

  /** A job that got further meanwhile is queued afresh: it will be finished in the end. */
  private Outcome giveUp(JobAttempt attempt, int delivery, JobError error)
      throws InterruptedException {
    if (Deliveries.madeProgress(attempt.latest())) {
      attempt.say(new Ending.Suspended(error.getMessage()));
      stop.pause(new Backoff(config.firstPause(), config.longestPause()).after(delivery));
      return Outcome.SUSPENDED;
    }
    attempt.say(error);
    return Outcome.FAILED;
  }

  private boolean isLast(int delivery) {
    return delivery >= config.deliveries();
  }
}
