package zoodip.gateway.evaluations;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.jobs.JobWatch;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.WatchEvaluationResponse;

/** Shows records of evaluations as the API does. */
final class EvaluationAnswers {
  private EvaluationAnswers() {}

  static Evaluation evaluation(JobRecord record) {
    EvaluationSpec spec = record.getSpec().getEvaluation();
    Evaluation.Builder evaluation =
        Evaluation.newBuilder()
            .setName(record.getName())
            .setSubject(spec.getSubject())
            .setModel(spec.getModel())
            .setConcept(spec.getConcept())
            .setSettings(spec.getSettings())
            .setState(record.getState())
            .setAttempts(record.getAttempts())
            .setCancelRequested(record.getCancelRequested());
    if (record.hasProgress()) {
      evaluation.setProgress(record.getProgress());
    }
    if (record.hasError()) {
      evaluation.setError(record.getError());
    }
    if (record.hasEvaluationResult()) {
      addResult(evaluation, record.getEvaluationResult());
    }
    addTimes(evaluation, record);
    return evaluation.build();
  }

  /** Without what stands in reports, which may be much for each: none is read for a list. */
  static Evaluation listed(JobRecord record) {
    return evaluation(record).toBuilder().clearPromptScores().clearFiles().build();
  }

  /** The names of an evaluation's files and the objects' keys. */
  static Map<String, String> files(JobRecord record) {
    EvaluationResult result = record.getEvaluationResult();
    return result.getFilesList().stream()
        .collect(Collectors.toMap(file -> file, file -> result.getPrefix() + file, (a, b) -> a));
  }

  static ServiceException missing(ResourceName evaluation) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND,
        "There is no evaluation "
            + evaluation
            + "; Evaluations.ListEvaluations shows those that are");
  }

  static JobWatch.Answers<WatchEvaluationResponse> ofWatch(
      ResourceName name, EvaluationReports reports) {
    return new JobWatch.Answers<>() {
      @Override
      public CompletableFuture<JobRecord> whole(JobRecord record) {
        return reports.completing(record);
      }

      @Override
      public WatchEvaluationResponse change(JobRecord record, String resumeToken, int conflated) {
        return WatchEvaluationResponse.newBuilder()
            .setEvaluation(evaluation(record))
            .setResumeToken(resumeToken)
            .setConflated(conflated)
            .build();
      }

      @Override
      public WatchEvaluationResponse heartbeat(String resumeToken) {
        return WatchEvaluationResponse.newBuilder().setResumeToken(resumeToken).build();
      }

      @Override
      public ServiceException gone() {
        return missing(name);
      }
    };
  }

  private static void addResult(Evaluation.Builder evaluation, EvaluationResult result) {
    evaluation
        .setScores(result.getScores())
        .addAllPromptScores(result.getPromptScoresList())
        .addAllFiles(result.getFilesList());
  }

  private static void addTimes(Evaluation.Builder evaluation, JobRecord record) {
    if (record.hasCreateTime()) {
      evaluation.setCreateTime(record.getCreateTime());
    }
    if (record.hasStartTime()) {
      evaluation.setStartTime(record.getStartTime());
    }
    if (record.hasEndTime()) {
      evaluation.setEndTime(record.getEndTime());
    }
    if (record.hasUpdateTime()) {
      evaluation.setUpdateTime(record.getUpdateTime());
    }
  }
}
