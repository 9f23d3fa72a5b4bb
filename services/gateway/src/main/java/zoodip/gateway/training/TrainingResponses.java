package zoodip.gateway.training;

import com.google.protobuf.ByteString;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.jobs.JobArchives;
import zoodip.gateway.jobs.JobFields;
import zoodip.gateway.jobs.JobResponses;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobFileChunk;
import zoodip.v1.WatchTrainingJobResponse;

/** Shows records of trainings as the API does. */
final class TrainingResponses
    implements JobResponses<TrainingJob, WatchTrainingJobResponse, TrainingJobFileChunk> {
  private final JobArchives archives;

  TrainingResponses(JobArchives archives) {
    this.archives = archives;
  }

  @Override
  public CompletableFuture<JobRecord> complete(JobRecord record) {
    return archives.complete(record);
  }

  @Override
  public String collection() {
    return "trainingJobs";
  }

  @Override
  public TrainingJob job(JobRecord record) {
    TrainingJob.Builder job = asked(record.getSpec().getTraining());
    JobFields.copy(record, job);
    job.setEmbeddingSha256(record.getTrainingResult().getEmbeddingSha256())
        .addAllFiles(files(record).keySet());
    if (record.getState() == JobState.JOB_STATE_SUCCEEDED) {
      job.setConcept(record.getSpec().getTraining().getConcept());
    }
    return job.build();
  }

  /** In order. */
  @Override
  public SortedMap<String, String> files(JobRecord record) {
    SortedMap<String, String> keys = new TreeMap<>();
    record.getFilesList().forEach(file -> keys.put(file.getName(), file.getKey()));
    if (record.hasTrainingResult()) {
      keys.put("embedding.safetensors", record.getTrainingResult().getEmbeddingKey());
      keys.put("provenance.json", record.getTrainingResult().getProvenanceKey());
    }
    return keys;
  }

  @Override
  public ServiceException missing(ResourceName job) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND,
        "There is no training job " + job + "; TrainingJobs.ListTrainingJobs shows those that are");
  }

  @Override
  public TrainingJobFileChunk chunk(ByteString content) {
    return TrainingJobFileChunk.newBuilder().setContent(content).build();
  }

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
}
