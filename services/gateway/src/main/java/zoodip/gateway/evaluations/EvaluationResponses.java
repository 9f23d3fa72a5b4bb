package zoodip.gateway.evaluations;

import com.google.protobuf.ByteString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.jobs.JobArchives;
import zoodip.gateway.jobs.JobFields;
import zoodip.gateway.jobs.JobResponses;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.WatchEvaluationResponse;

/** Shows records of evaluations as the API does. */
@ApplicationScoped
public class EvaluationResponses
    implements JobResponses<Evaluation, WatchEvaluationResponse, EvaluationFileChunk> {
  private final JobArchives archives;
  private final EvaluationReports reports;

  @Inject
  public EvaluationResponses(JobArchives archives, EvaluationReports reports) {
    this.archives = archives;
    this.reports = reports;
  }

  @Override
  public String collection() {
    return "evaluations";
  }

  @Override
  public CompletableFuture<JobRecord> complete(JobRecord record) {
    return archives.complete(record).thenCompose(reports::complete);
  }

  @Override
  public Evaluation job(JobRecord record) {
    EvaluationSpec spec = record.getSpec().getEvaluation();
    Evaluation.Builder evaluation =
        Evaluation.newBuilder()
            .setSubject(spec.getSubject())
            .setModel(spec.getModel())
            .setConcept(spec.getConcept())
            .setSettings(spec.getSettings());
    JobFields.copy(record, evaluation);
    if (record.hasEvaluationResult()) {
      EvaluationResult result = record.getEvaluationResult();
      evaluation
          .setScores(result.getScores())
          .addAllPromptScores(result.getPromptScoresList())
          .addAllFiles(result.getFilesList());
    }
    return evaluation.build();
  }

  /** Without what stands in reports, which may be much for each: none is read for a list. */
  Evaluation listed(JobRecord record) {
    return job(record).toBuilder().clearPromptScores().clearFiles().build();
  }

  @Override
  public Map<String, String> files(JobRecord record) {
    EvaluationResult result = record.getEvaluationResult();
    return result.getFilesList().stream()
        .collect(Collectors.toMap(file -> file, file -> result.getPrefix() + file, (a, b) -> a));
  }

  @Override
  public ServiceException missing(ResourceName evaluation) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND,
        "There is no evaluation "
            + evaluation
            + "; Evaluations.ListEvaluations shows those that are");
  }

  @Override
  public EvaluationFileChunk chunk(ByteString content) {
    return EvaluationFileChunk.newBuilder().setContent(content).build();
  }

  @Override
  public WatchEvaluationResponse change(JobRecord record, String resumeToken, int conflated) {
    return WatchEvaluationResponse.newBuilder()
        .setEvaluation(job(record))
        .setResumeToken(resumeToken)
        .setConflated(conflated)
        .build();
  }

  @Override
  public WatchEvaluationResponse heartbeat(String resumeToken) {
    return WatchEvaluationResponse.newBuilder().setResumeToken(resumeToken).build();
  }
}
