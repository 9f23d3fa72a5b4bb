package zoodip.gateway.training;

import java.util.SortedMap;
import java.util.TreeMap;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.jobs.JobWatch;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;
import zoodip.v1.WatchTrainingJobResponse;

/** Shows records of trainings as the API does. */
final class TrainingAnswers {
  private TrainingAnswers() {}

  static TrainingJob job(JobRecord record) {
    TrainingJob.Builder job = asked(record.getSpec().getTraining());
    job.setName(record.getName())
        .setState(record.getState())
        .setEvaluationJob(record.getEvaluationJob())
        .setAttempts(record.getAttempts())
        .setCancelRequested(record.getCancelRequested())
        .setCancelReason(record.getCancelReason())
        .setEmbeddingSha256(record.getTrainingResult().getEmbeddingSha256())
        .addAllFiles(files(record).keySet());
    if (record.getState() == JobState.JOB_STATE_SUCCEEDED) {
      job.setConcept(record.getSpec().getTraining().getConcept());
    }
    if (record.hasProgress()) {
      job.setProgress(record.getProgress());
    }
    if (record.hasError()) {
      job.setError(record.getError());
    }
    addTimes(job, record);
    return job.build();
  }

  /** The names of a training's files, in order, and the objects' keys. */
  static SortedMap<String, String> files(JobRecord record) {
    SortedMap<String, String> keys = new TreeMap<>();
    record.getFilesList().forEach(file -> keys.put(file.getName(), file.getKey()));
    if (record.hasTrainingResult()) {
      keys.put("embedding.safetensors", record.getTrainingResult().getEmbeddingKey());
      keys.put("provenance.json", record.getTrainingResult().getProvenanceKey());
    }
    return keys;
  }

  static ServiceException missing(ResourceName job) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND,
        "There is no training job " + job + "; TrainingJobs.ListTrainingJobs shows those that are");
  }

  static JobWatch.Answers<WatchTrainingJobResponse> ofWatch(ResourceName job) {
    return new JobWatch.Answers<>() {
      @Override
      public WatchTrainingJobResponse change(JobRecord record, String resumeToken, int conflated) {
        return WatchTrainingJobResponse.newBuilder()
            .setTrainingJob(job(record))
            .setResumeToken(resumeToken)
            .setConflated(conflated)
            .build();
      }

      @Override
      public WatchTrainingJobResponse heartbeat(String resumeToken) {
        return WatchTrainingJobResponse.newBuilder().setResumeToken(resumeToken).build();
      }

      @Override
      public ServiceException gone() {
        return missing(job);
      }
    };
  }

  private static TrainingJob.Builder asked(TrainingSpec spec) {
    TrainingJob.Builder job =
        TrainingJob.newBuilder()
            .setSubject(spec.getSubject())
            .setModel(spec.getModel())
            .setConceptId(ResourceName.parse(spec.getConcept()).id())
            .setPreset(spec.getPreset())
            .setSettings(spec.getSettings())
            .setPrecision(spec.getPrecision())
            .setInitializer(spec.getInitializer())
            .setSeed(spec.getSeed())
            .setPreviewInterval(spec.getPreviewInterval());
    if (spec.hasEvaluation()) {
      job.setEvaluation(spec.getEvaluation());
    }
    return job;
  }

  private static void addTimes(TrainingJob.Builder job, JobRecord record) {
    if (record.hasCreateTime()) {
      job.setCreateTime(record.getCreateTime());
    }
    if (record.hasStartTime()) {
      job.setStartTime(record.getStartTime());
    }
    if (record.hasEndTime()) {
      job.setEndTime(record.getEndTime());
    }
    if (record.hasUpdateTime()) {
      job.setUpdateTime(record.getUpdateTime());
    }
  }
}
