package zoodip.fleet.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.fleet.queue.ShareQueue;
import zoodip.fleet.settings.TrainingTimes;
import zoodip.fleet.time.Timeline;
import zoodip.gateway.fold.Effect;
import zoodip.gateway.fold.FoldResult;
import zoodip.gateway.fold.JobFold;
import zoodip.gateway.fold.LogPosition;
import zoodip.platform.kafka.Topics;
import zoodip.v1.JobState;

/** The events of all jobs, each folded when it is appended; requests go to the queues. */
final class SimulatedJobs {
  private final Timeline timeline;
  private final List<ShareQueue> queues;
  private final SlotTimes times;
  private final TrainingTimes training;
  private final Map<String, JobRecord> records = new HashMap<>();
  private final Map<String, JobHistory> histories = new HashMap<>();
  private final List<JobEnd> ends = new ArrayList<>();
  private long offset;

  SimulatedJobs(
      Timeline timeline, List<ShareQueue> queues, SlotTimes times, TrainingTimes training) {
    this.timeline = timeline;
    this.queues = queues;
    this.times = times;
    this.training = training;
  }

  /** Appends an event, with all that follows from it. */
  void append(String job, JobEvent event) {
    FoldResult result =
        JobFold.fold(
            job,
            Optional.ofNullable(records.get(job)),
            event,
            new LogPosition(0, offset++),
            timeline.instant());
    JobRecord record = result.record().orElseThrow();
    records.put(job, record);
    if (JobStates.isTerminal(record.getState())) {
      end(job, record);
    }
    result.effects().forEach(this::follow);
  }

  /** A job that has not ended. */
  JobRecord record(String job) {
    return records.get(job);
  }

  /** What no record tells of a job that has not ended. */
  JobHistory history(String job) {
    return histories.computeIfAbsent(job, name -> new JobHistory());
  }

  /** Jobs that were accepted and have not ended. */
  int unfinished() {
    return records.size();
  }

  List<JobEnd> ends() {
    return ends;
  }

  /** Events so far. */
  long events() {
    return offset;
  }

  private void follow(Effect effect) {
    if (effect instanceof Effect.Enqueue queued) {
      queues.get(Topics.shard(queued.key(), queues.size())).append(queued.request());
    }
  }

  private void end(String job, JobRecord record) {
    records.remove(job);
    JobHistory history = histories.remove(job);
    boolean succeeded = record.getState() == JobState.JOB_STATE_SUCCEEDED;
    if (!succeeded) {
      times.move(TimeUse.USEFUL, TimeUse.FAILED_JOBS, training.micros(record.getLastStep()));
    }
    ends.add(
        new JobEnd(
            job,
            since(record.getCreateTime()),
            since(record.getStartTime()),
            since(record.getEndTime()),
            succeeded,
            record.getAttempts(),
            history.stepsAgain(),
            history.lockWait()));
  }

  private static Duration since(com.google.protobuf.Timestamp time) {
    return Duration.ofSeconds(time.getSeconds(), time.getNanos());
  }
}
