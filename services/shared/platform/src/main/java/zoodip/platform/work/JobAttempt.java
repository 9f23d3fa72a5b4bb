package zoodip.platform.work;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.StepsCommitted;
import zoodip.jobs.v1.JobDirection;
import zoodip.platform.names.ResourceName;
import zoodip.v1.JobError;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;

/**
 * One attempt at a job, from the moment the system knows of it: what it has to go on from, what is
 * wanted of it, and what it publishes. Whatever it writes to the object store belongs under {@link
 * zoodip.platform.storage.ObjectKeys#attempt} and counts only once it was published. Thread-safe.
 */
public final class JobAttempt {
  private final AttemptEvents events;
  private final JobRecord record;
  private final JobProducer producer;
  private final JobDirections directions;
  private final BooleanSupplier stopping;
  private volatile boolean progressed;
  private volatile JobProgress progress;

  JobAttempt(
      AttemptEvents events,
      JobRecord record,
      JobProducer producer,
      JobDirections directions,
      BooleanSupplier stopping) {
    this.events = events;
    this.record = record;
    this.producer = producer;
    this.directions = directions;
    this.stopping = stopping;
    progress = record.getProgress();
  }

  /** The job's name. */
  public ResourceName job() {
    return ResourceName.parse(record.getName());
  }

  /** This attempt's id, part of its object keys. */
  public String id() {
    return events.attempt();
  }

  /** The job as this attempt found it: with all that earlier attempts managed to publish. */
  public JobRecord record() {
    return record;
  }

  /** What is wanted now; cheap enough to ask at each step. */
  public AttemptDirective directive() {
    Optional<JobDirection> now = directions.latest();
    if (now.filter(job -> !isOwner(job)).isPresent()) {
      return AttemptDirective.ABANDON;
    }
    if (now.filter(JobDirection::getCancelRequested).isPresent()) {
      return AttemptDirective.CANCEL;
    }
    return stopping.getAsBoolean() ? AttemptDirective.SUSPEND : AttemptDirective.CONTINUE;
  }

  private boolean isOwner(JobDirection job) {
    return job.getState() == JobState.JOB_STATE_RUNNING && job.getAttempt().equals(id());
  }

  /** How far the work is, as it was published last, by this attempt or by an earlier one. */
  public JobProgress progress() {
    return progress;
  }

  /**
   * Publishes how far the work is.
   *
   * @throws FencedException if another attempt owns the job
   * @throws zoodip.platform.kafka.KafkaUnavailableException if Kafka does not answer; this attempt
   *     can publish nothing more
   */
  public void commit(JobProgress progress) {
    publish(StepsCommitted.newBuilder().setProgress(progress));
  }

  /**
   * Publishes how far the work is, and that the losses of these steps and these files are in the
   * object store; throws as {@link #commit(JobProgress)}.
   */
  public void commit(
      JobProgress progress,
      Optional<JournalSegmentReference> segment,
      List<JobFileReference> files) {
    StepsCommitted.Builder steps =
        StepsCommitted.newBuilder().setProgress(progress).addAllFiles(files);
    segment.ifPresent(steps::setSegment);
    publish(steps);
    progressed = progressed || segment.isPresent();
  }

  /** Whether it has published a part of the journal, for another attempt to go on from. */
  boolean hasProgressed() {
    return progressed;
  }

  void publish(AttemptResult result) {
    events.ended(result).ifPresent(producer::publish);
  }

  void publish(JobError error) {
    producer.publish(events.failed(error));
  }

  private void publish(StepsCommitted.Builder steps) {
    producer.publish(events.committed(steps));
    progress = steps.getProgress();
  }
}
