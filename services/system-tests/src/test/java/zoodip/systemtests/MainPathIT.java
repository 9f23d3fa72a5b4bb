package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.v1.ConceptFormat;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.ExportConceptRequest;
import zoodip.v1.ExportConceptResponse;
import zoodip.v1.Image;
import zoodip.v1.ImportConceptRequest;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;
import zoodip.v1.VerifyConceptRequest;
import zoodip.v1.VerifyConceptResponse;

/** Photos become a concept, a score and images, each service in a process of its own. */
@Timeout(300)
@ExtendWith(Stage.Extension.class)
class MainPathIT {
  @Test
  void photosBecomeAConceptAScoreAndImages(Stage stage) throws Exception {
    CreateTrainingJobRequest.Builder request =
        stage.api().training(stage.subject(), "my-mug", 60).toBuilder();
    request
        .getTrainingJobBuilder()
        .getEvaluationBuilder()
        .addPrompts("a {0} {1} in the snow")
        .addPrompts("a {0} {1} on the beach")
        .setImagesPerPrompt(2)
        .getGenerationBuilder()
        .setSteps(5);
    try (App inference = stage.inference();
        App trainer = stage.trainer();
        App evaluator = stage.evaluator()) {
      TrainingJob job = stage.api().awaitEnd(stage.api().create(request.build()).getName());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, job.getState(), job::toString);
      assertEquals(
          job.getEmbeddingSha256(), stage.api().concept(job.getConcept()).getEmbeddingSha256());
      assertEvaluated(stage.api().awaitEvaluation(job.getEvaluationJob()));
      assertGenerated(stage.api().generate("a <my-mug> mug at night", 3));
      assertThrows(StatusRuntimeException.class, () -> stage.api().generate("a <my-cup> mug", 1));
      assertVerified(stage.api(), job);
      assertGeneratedAlikeAsAFile(stage.api(), job.getConcept());
      assertTrue(inference.isAlive() && trainer.isAlive() && evaluator.isAlive());
      assertAll(
          () -> assertTraced(stage, job, trainer),
          () -> assertMeasured(List.of(stage.gateway(), trainer, inference, evaluator)));
    }
  }

  private static void assertTraced(Stage stage, TrainingJob job, App trainer) throws Exception {
    List<ReceivedSpan> spans = new JobTraces(stage.traces()).check(job);
    JobTraces.record(spans);
    assertEquals(DocumentedMetrics.spans(), new TreeSet<>(JobTraces.names(spans)));
    String trace =
        spans.stream()
            .filter(span -> span.is("attempt training", job.getName()))
            .map(ReceivedSpan::trace)
            .findFirst()
            .orElseThrow();
    assertTrue(trainer.logged("\"traceId\":\"" + trace) > 0, "log lines name the trace");
    ScrapeCheck.assertExemplars(stage.gateway());
  }

  private static void assertMeasured(List<App> services) throws Exception {
    ScrapeCheck scrape = new ScrapeCheck(services);
    assertAll(scrape::tableIsTrue, scrape::queriesAreAnswered);
  }

  private static void assertEvaluated(Evaluation evaluation) {
    assertEquals(JobState.JOB_STATE_SUCCEEDED, evaluation.getState(), evaluation::toString);
    assertEquals(2, evaluation.getPromptScoresCount());
    assertTrue(evaluation.getScores().getClipT() > 0.2, evaluation::toString);
    assertTrue(evaluation.getFilesList().contains("report.json"), evaluation::toString);
  }

  private static void assertVerified(Api api, TrainingJob job) {
    VerifyConceptResponse answer =
        api.concepts()
            .verifyConcept(VerifyConceptRequest.newBuilder().setName(job.getConcept()).build());
    assertTrue(answer.getVerified(), answer::toString);
    assertEquals(job.getEmbeddingSha256(), answer.getReplayedSha256());
    assertEquals(60, answer.getSteps());
  }

  private static void assertGeneratedAlikeAsAFile(Api api, String concept) throws Exception {
    for (ConceptFormat format :
        List.of(ConceptFormat.CONCEPT_FORMAT_DIFFUSERS, ConceptFormat.CONCEPT_FORMAT_EMB_PARAMS)) {
      String id = "from-file-" + format.getNumber();
      ExportConceptResponse file =
          api.concepts()
              .exportConcept(
                  ExportConceptRequest.newBuilder().setName(concept).setFormat(format).build());
      keep(file);
      var imported =
          ImportConceptRequest.newBuilder()
              .setParent(api.parent())
              .setConceptId(id)
              .setModel(Api.MODEL)
              .setContent(file.getContent())
              .build();
      assertEquals("mug", api.concepts().importConcept(imported).getClassWord());
      assertEquals(
          decoded(api.generate("a <my-mug> mug at night", 1)),
          decoded(api.generate("a <" + id + "> mug at night", 1)));
    }
  }

  /** For docs/interop, which loads it with the programs that it is for. */
  private static void keep(ExportConceptResponse file) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "interop"));
    Files.write(folder.resolve(file.getFilename()), file.getContent().toByteArray());
  }

  private static RgbImage decoded(List<Image> images) {
    return Photos.decode(images.get(0).getPng().toByteArray(), PhotoLimits.DEFAULT).image();
  }

  private static void assertGenerated(List<Image> images) {
    assertEquals(List.of(0, 1, 2), images.stream().map(Image::getIndex).sorted().toList());
    for (Image image : images) {
      RgbImage decoded = Photos.decode(image.getPng().toByteArray(), PhotoLimits.DEFAULT).image();
      assertEquals(64, decoded.width());
      assertEquals(64, decoded.height());
    }
    assertEquals(3, images.stream().map(Image::getPng).distinct().count());
  }
}
