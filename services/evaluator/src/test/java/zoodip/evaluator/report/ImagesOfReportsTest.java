package zoodip.evaluator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.evaluator.EvaluatorSettings;
import zoodip.evaluator.prompts.EvaluationImage;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.evaluator.scoring.Embeddings;
import zoodip.evaluator.scoring.Scoring;
import zoodip.events.v1.EvaluationSpec;
import zoodip.images.RgbImage;
import zoodip.v1.EvaluationSettings;

/** Chart and sheet of the largest evaluations are no larger than those of large ones. */
class ImagesOfReportsTest {
  private static final int PROMPTS = 1000;

  private static EvaluationPlan plan(int prompts, int letters) {
    return EvaluationPlan.of(
        EvaluationSpec.newBuilder()
            .setClassWord("mug")
            .setSettings(
                EvaluationSettings.newBuilder()
                    .setImagesPerPrompt(1)
                    .addAllPrompts(Collections.nCopies(prompts, "w".repeat(letters))))
            .build());
  }

  private static Scoring scoring(EvaluationPlan plan) {
    Scoring scoring = new Scoring(List.of(seen()), plan.prompts().size());
    for (EvaluationImage image : plan.images()) {
      scoring.image(image.prompt(), seen(), new float[] {1, 1});
    }
    return scoring;
  }

  private static Embeddings seen() {
    return new Embeddings(new float[] {1, 0}, new float[] {1, 0});
  }

  private static PromptLabels labels(EvaluationPlan plan) {
    return new PromptLabels(plan, true);
  }

  private static RgbImage chart(int prompts, int letters) {
    EvaluationPlan plan = plan(prompts, letters);
    return ScoreChart.draw("mug", labels(plan), scoring(plan));
  }

  @Test
  void theChartIsBoundedInPromptsAndTheirLengths() {
    RgbImage most = chart(PROMPTS, 4096);

    assertEquals(960, most.width());
    assertTrue(most.height() < 13_000, "as high as " + most.height());
    assertEquals(chart(100, 4096).height(), most.height());
    assertEquals("100 of 1000 prompts, mug", labels(plan(PROMPTS, 9)).title("mug", 100));
    assertEquals("mug", labels(plan(100, 9)).title("mug", 100));
  }

  @Test
  void promptsThatMayNotBeToldAreNumbers() {
    assertEquals("www", labels(plan(2, 3)).prompt(1));
    assertEquals("2", new PromptLabels(plan(2, 3), false).prompt(1));
  }

  @ParameterizedTest
  @CsvSource({"128, 25, 8", "128, 1000, 1", "2048, 1000, 100", "32, 1000, 1"})
  void theSheetIsBoundedWhateverIsSet(int cell, int rows, int columns) {
    EvaluationPlan plan = plan(PROMPTS, 4096);
    EvaluationSheet sheet =
        new EvaluationSheet(
            EvaluatorSettings.of(
                Map.of(
                    "evaluator.sheet-cell", "" + cell,
                    "evaluator.sheet-prompts", "" + rows,
                    "evaluator.sheet-pictures", "" + columns)));
    RgbImage image = RgbImage.filled(64, 64, 0x808080);
    sheet.photo(image);
    plan.images().forEach(place -> sheet.add(place, image));

    RgbImage drawn = sheet.draw("<my-mug> mug", labels(plan));

    assertTrue((long) drawn.width() * drawn.height() < 80_000_000);
  }
}
