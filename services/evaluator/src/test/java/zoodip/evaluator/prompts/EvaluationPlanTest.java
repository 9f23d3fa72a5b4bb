package zoodip.evaluator.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.EvaluationSpec;
import zoodip.v1.EvaluationSettings;

class EvaluationPlanTest {
  private static final EvaluationSpec SPEC =
      EvaluationSpec.newBuilder()
          .setClassWord("dog")
          .setConcept("tenants/t/concepts/my-dog")
          .setPlaceholder("<my-dog>")
          .setSettings(
              EvaluationSettings.newBuilder()
                  .addPrompts("a {0} {1} in the jungle")
                  .addPrompts("a red {0} {1}")
                  .setImagesPerPrompt(3)
                  .setSeed(100))
          .build();

  @Test
  void generatesThePlaceholderWithTheClassWordAndComparesWithoutIt() {
    assertEquals(
        List.of(
            new EvaluationPrompt("a <my-dog> dog in the jungle", "a dog in the jungle"),
            new EvaluationPrompt("a red <my-dog> dog", "a red dog")),
        EvaluationPlan.of(SPEC).prompts());
  }

  @Test
  void leavesNoDoubleSpaceWhereTheClassWordStandsAlone() {
    EvaluationPlan plan = EvaluationPlan.of(SPEC.toBuilder().setConcept("").build());
    assertEquals(
        List.of("a dog in the jungle", "a red dog"),
        plan.prompts().stream().map(EvaluationPrompt::generated).toList());
  }

  @Test
  void givesEachImageASeedOfItsOwn() {
    assertEquals(
        List.of(100L, 101L, 102L, 103L, 104L, 105L),
        EvaluationPlan.of(SPEC).images().stream().map(EvaluationImage::seed).toList());
  }

  @Test
  void generatesMoreOfTheFirstPromptForDiversityAndScoresThemNoMoreOften() {
    EvaluationSettings settings = SPEC.getSettings().toBuilder().setDiversityImages(5).build();
    EvaluationPlan plan = EvaluationPlan.of(SPEC.toBuilder().setSettings(settings).build());
    assertEquals(5 + 3, plan.images().size());
    assertEquals(5, plan.diverse());
    assertEquals(6, plan.images().stream().filter(EvaluationImage::scored).count());
    assertEquals(new EvaluationImage(0, 4, 104, false, true), plan.images().get(4));
    assertEquals(new EvaluationImage(1, 0, 103, true, false), plan.images().get(5));
  }

  @Test
  void generatesOneImageOfEachPromptUnlessToldOtherwise() {
    EvaluationSettings settings = SPEC.getSettings().toBuilder().clearImagesPerPrompt().build();
    EvaluationPlan plan = EvaluationPlan.of(SPEC.toBuilder().setSettings(settings).build());
    assertEquals(
        List.of("images/0000-000.png", "images/0001-000.png"),
        plan.images().stream().map(EvaluationImage::file).toList());
  }
}
