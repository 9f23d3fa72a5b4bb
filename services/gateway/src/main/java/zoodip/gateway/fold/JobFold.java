package zoodip.gateway.fold;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import zoodip.contract.JobStates;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.names.ResourceName;
import zoodip.v1.JobState;

/**
 * The one place where anything about jobs is decided: a pure function of a job's state and an event
 * about it. Only legal transitions change anything; an event that allows none leaves its position
 * in the record, so that whoever said it can see that it was considered.
 */
public final class JobFold {
  private JobFold() {}

  /**
   * What an event makes of the job that it stands under.
   *
   * @param key the name that the event stands under
   * @param before the state of the job of that name, if there is one, but for its journal's
   *     segments
   * @param time of the event
   */
  public static FoldResult fold(
      String key, Optional<JobRecord> before, JobEvent event, LogPosition position, Instant time) {
    return switch (event.getFactCase()) {
      case CONCEPT_IMPORTED, CONCEPT_DELETED -> unchanged(before, position);
      case ACCEPTED ->
          before.isPresent() || !isJob(key, event.getAccepted())
              ? unchanged(before, position)
              : accept(key, event.getAccepted(), position, timestamp(time));
      default ->
          before
              .map(record -> transition(record, event, position, timestamp(time)))
              .orElseGet(FoldResult::withoutRecord);
    };
  }

  private static FoldResult transition(
      JobRecord record, JobEvent event, LogPosition position, Timestamp time) {
    JobRecord.Builder after = withPosition(record, position);
    return JobTransitions.apply(
            record, event, after.clone().setRevision(record.getRevision() + 1).setUpdateTime(time))
        .orElseGet(() -> moved(after));
  }

  /** Nothing but the position has changed; of a job that goes on that is a part. */
  private static FoldResult moved(JobRecord.Builder after) {
    return JobStates.isTerminal(after.getState())
        ? FoldResult.to(after)
        : FoldResult.withParts(
            after, List.of(JobPart.newBuilder().setProgress(JobParts.progressOf(after)).build()));
  }

  private static FoldResult accept(
      String key, Accepted accepted, LogPosition position, Timestamp time) {
    JobRecord.Builder record =
        withPosition(JobRecord.getDefaultInstance(), position)
            .setName(key)
            .setFingerprint(accepted.getFingerprint())
            .setSpec(accepted.getSpec())
            .setState(JobState.JOB_STATE_QUEUED)
            .setCreateTime(time)
            .setUpdateTime(time)
            // every change takes an event, so no earlier record of this name came this far
            .setRevision(position.offset() + 1);
    record.getProgressBuilder().setTotal(JobKinds.units(accepted.getSpec()));
    return FoldResult.to(record, enqueue(record));
  }

  /** Queues the job as it is now; requests of earlier times are superseded. */
  static Effect enqueue(JobRecord.Builder record) {
    record.setQueuedRevision(record.getRevision());
    return new Effect.Enqueue(
        JobKinds.queue(record.getSpec()),
        WorkRequest.newBuilder()
            .setJob(record.getName())
            .setRevision(record.getRevision())
            .build());
  }

  private static FoldResult unchanged(Optional<JobRecord> before, LogPosition position) {
    return before
        .map(record -> moved(withPosition(record, position)))
        .orElseGet(FoldResult::withoutRecord);
  }

  private static JobRecord.Builder withPosition(JobRecord record, LogPosition position) {
    return record.toBuilder()
        .setEventPartition(position.partition())
        .setEventOffset(position.offset());
  }

  private static boolean isJob(String key, Accepted accepted) {
    return JobKinds.collection(accepted.getSpec())
        .filter(ResourceName.parse(key).collection()::equals)
        .isPresent();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamps.fromMillis(time.toEpochMilli());
  }
}
