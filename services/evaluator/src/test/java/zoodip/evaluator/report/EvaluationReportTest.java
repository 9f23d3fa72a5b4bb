package zoodip.evaluator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.evaluator.scoring.Embeddings;
import zoodip.evaluator.scoring.Scoring;
import zoodip.events.v1.EvaluationSpec;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

class EvaluationReportTest {
  private static final EvaluationSpec SPEC =
      EvaluationSpec.newBuilder()
          .setSubject("tenants/t/subjects/s")
          .setClassWord("mug")
          .setModel("models/m")
          .setConcept("tenants/t/concepts/my-mug")
          .setPlaceholder("<my-mug>")
          .setSettings(
              EvaluationSettings.newBuilder()
                  .addPrompts("a {0} {1}")
                  .addPrompts("a red {0} {1}")
                  .setDiversityImages(2)
                  .setGeneration(GenerationSettings.newBuilder().setSteps(5)))
          .build();

  private static JsonNode report() throws Exception {
    EvaluationPlan plan = EvaluationPlan.of(SPEC);
    Scoring scoring = new Scoring(List.of(seen(1, 0)), 2);
    scoring.image(0, seen(0, 2), new float[] {0, 1});
    scoring.image(1, seen(1, 0), new float[] {0, 1});
    scoring.diversity(seen(0, 2));
    scoring.diversity(seen(0, 3));
    EvaluationReport report =
        new EvaluationReport(
            "tenants/t/evaluations/e",
            SPEC,
            plan,
            Model.newBuilder().setName("models/c").setDigest("cd").build(),
            Model.newBuilder().setName("models/d").setDigest("dd").build(),
            scoring);
    return new ObjectMapper().readTree(report.toJson());
  }

  private static Embeddings seen(float x, float y) {
    return new Embeddings(new float[] {x, y}, new float[] {x, y});
  }

  @Test
  void hasTheScoresByTheirUsualNames() throws Exception {
    JsonNode scores = report().get("scores");
    assertEquals(.5, scores.get("CLIP-I").asDouble());
    assertEquals(.5, scores.get("CLIP-T").asDouble());
    assertEquals(.5, scores.get("DINO").asDouble());
    assertEquals(1, scores.get("DINO_inter").asDouble());
  }

  @Test
  void hasEachPromptWithItsScoresAndImages() throws Exception {
    JsonNode prompts = report().get("prompts");
    assertEquals("a <my-mug> mug", prompts.get(0).get("prompt").asText());
    assertEquals(0, prompts.get(0).get("scores").get("CLIP-I").asDouble());
    assertEquals(2, prompts.get(0).get("images").size());
    assertEquals("images/0001-000.png", prompts.get(1).get("images").get(0).asText());
    assertTrue(prompts.get(1).get("scores").path("DINO_inter").isMissingNode());
  }

  @Test
  void saysWhatWasEvaluatedWithWhat() throws Exception {
    JsonNode report = report();
    assertEquals("tenants/t/evaluations/e", report.get("evaluation").asText());
    assertEquals("mug", report.get("class_word").asText());
    assertEquals("cd", report.get("clip_model").get("digest").asText());
    assertEquals(5, report.get("settings").get("generation").get("steps").asInt());
  }
}
