package zoodip.gateway.evaluations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.ObjectReference;
import zoodip.gateway.jobs.CachedObjects;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.storage.Storage;
import zoodip.v1.PromptScores;
import zoodip.v1.Scores;

/**
 * Completes results of evaluations with what stands in their reports: the scores of each prompt and
 * the names of all images, which may be more than an event can carry. Reports never change, so
 * those that were read last are kept.
 */
@ApplicationScoped
public class EvaluationReports {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CheckedObjects objects;
  private final CachedObjects<EvaluationResult> reports;

  @Inject
  public EvaluationReports(Storage storage) {
    objects = new CheckedObjects(storage);
    reports = new CachedObjects<>("evaluation-reports", this::read);
  }

  /**
   * The record with the whole result, as evaluations that had no report object carry it; fails with
   * DATA_LOSS if the report is gone or damaged.
   */
  CompletableFuture<JobRecord> complete(JobRecord record) {
    EvaluationResult result = record.getEvaluationResult();
    return result.hasReport()
        ? reports.get(result.getReport()).thenApply(report -> completed(record, report))
        : CompletableFuture.completedFuture(record);
  }

  @PreDestroy
  void close() {
    reports.close();
  }

  private static JobRecord completed(JobRecord record, EvaluationResult report) {
    JobRecord.Builder completed = record.toBuilder();
    completed
        .getEvaluationResultBuilder()
        .addAllPromptScores(report.getPromptScoresList())
        .addAllFiles(report.getFilesList());
    return completed.build();
  }

  private EvaluationResult read(ObjectReference report) {
    byte[] content = objects.get(report.getKey(), report.getSha256(), "report");
    try {
      EvaluationResult.Builder result = EvaluationResult.newBuilder();
      for (JsonNode prompt : JSON.readTree(content).path("prompts")) {
        result.addPromptScores(
            PromptScores.newBuilder()
                .setPrompt(prompt.path("prompt").asText())
                .setScores(scores(prompt.path("scores"))));
        prompt.path("images").forEach(image -> result.addFiles(image.asText()));
      }
      return result.build();
    } catch (IOException e) {
      throw CheckedObjects.loss("The report %s is no JSON".formatted(report.getKey()), e);
    }
  }

  private static Scores scores(JsonNode figures) {
    Scores.Builder scores =
        Scores.newBuilder()
            .setClipI(figures.path("CLIP-I").asDouble())
            .setClipT(figures.path("CLIP-T").asDouble())
            .setDino(figures.path("DINO").asDouble());
    if (figures.has("DINO_inter")) {
      scores.setDinoInter(figures.path("DINO_inter").asDouble());
    }
    return scores.build();
  }
}
