package zoodip.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

class EvaluationSettingsResolverTest {
  private static final Model MODEL =
      Model.newBuilder()
          .setResolution(64)
          .setGenerationSettings(GenerationSettings.newBuilder().setSteps(30).setGuidanceScale(5))
          .build();

  @Test
  void everyPromptSetHas25DifferentTemplates() {
    for (String set : List.of("living", "non_living", "toybox")) {
      List<String> prompts = PromptSets.named(set);
      assertEquals(25, new HashSet<>(prompts).size(), set);
      for (String prompt : prompts) {
        assertTrue(prompt.contains("{0} {1}"), prompt);
      }
    }
    assertTrue(PromptSets.named("living").contains("a {0} {1} wearing a santa hat"));
    assertTrue(PromptSets.named("non_living").contains("a {0} {1} on top of a mirror"));
    assertTrue(PromptSets.named("toybox").contains("a {0} {1} at night"));
  }

  /** DreamBooth's 25 prompts for things that live and for things that do not, word for word. */
  @Test
  void thePublishedSetsAreComplete() {
    List<String> places =
        List.of(
            "in the jungle",
            "in the snow",
            "on the beach",
            "on a cobblestone street",
            "on top of pink fabric",
            "on top of a wooden floor",
            "with a city in the background",
            "with a mountain in the background",
            "with a blue house in the background",
            "on top of a purple rug in a forest");
    List<String> clothes =
        List.of(
            "wearing a red hat",
            "wearing a santa hat",
            "wearing a rainbow scarf",
            "wearing a black top hat and a monocle",
            "in a chef outfit",
            "in a firefighter outfit",
            "in a police outfit",
            "wearing pink glasses",
            "wearing a yellow shirt",
            "in a purple wizard outfit");
    List<String> surroundings =
        List.of(
            "with a wheat field in the background",
            "with a tree and autumn leaves in the background",
            "with the Eiffel Tower in the background",
            "floating on top of water",
            "floating in an ocean of milk",
            "on top of green grass with sunflowers around it",
            "on top of a mirror",
            "on top of the sidewalk in a crowded street",
            "on top of a dirt road",
            "on top of a white rug");

    assertEquals(published(places, clothes), new HashSet<>(PromptSets.named("living")));
    assertEquals(published(places, surroundings), new HashSet<>(PromptSets.named("non_living")));
  }

  private static Set<String> published(List<String> places, List<String> own) {
    Set<String> prompts = new HashSet<>();
    places.forEach(place -> prompts.add("a {0} {1} " + place));
    own.forEach(place -> prompts.add("a {0} {1} " + place));
    for (String look : List.of("red", "purple", "shiny", "wet", "cube shaped")) {
      prompts.add("a " + look + " {0} {1}");
    }
    return prompts;
  }

  @Test
  void theSubjectChoosesTheSet() {
    assertEquals("living", settings(EvaluationSettings.newBuilder(), true).getPromptSet());
    assertEquals("non_living", settings(EvaluationSettings.newBuilder(), false).getPromptSet());
    assertEquals(
        "toybox",
        settings(EvaluationSettings.newBuilder().setPromptSet("toybox"), true).getPromptSet());
  }

  @Test
  void promptsOfOnesOwnStandForThemselves() {
    EvaluationSettings settings =
        settings(EvaluationSettings.newBuilder().addPrompts("a {0} {1} at noon"), true);

    assertEquals(List.of("a {0} {1} at noon"), settings.getPromptsList());
    assertEquals("", settings.getPromptSet());
  }

  @Test
  void generationIsTheClientsThenTheModelsThenTheProtocols() {
    GenerationSettings generation =
        settings(
                EvaluationSettings.newBuilder()
                    .setGeneration(GenerationSettings.newBuilder().setGuidanceScale(3)),
                true)
            .getGeneration();

    assertEquals(3, generation.getGuidanceScale());
    assertEquals(30, generation.getSteps());
    assertEquals(64, generation.getWidth());
    assertEquals("ddim", generation.getScheduler());
    assertEquals(
        50,
        EvaluationSettingsResolver.settings(
                EvaluationSettings.getDefaultInstance(), true, Model.getDefaultInstance(), 1, "")
            .getGeneration()
            .getSteps());
  }

  @Test
  void oneImageOfEachPromptIsTheLeast() {
    assertEquals(1, settings(EvaluationSettings.newBuilder(), true).getImagesPerPrompt());
  }

  @Test
  void whatContradictsItselfIsRefused() {
    refused(EvaluationSettings.newBuilder().setPromptSet("living").addPrompts("a {0}"));
    refused(EvaluationSettings.newBuilder().setDiversityImages(1));
    refused(
        EvaluationSettings.newBuilder()
            .setGeneration(GenerationSettings.newBuilder().setWidth(66)));
    refused(EvaluationSettings.newBuilder().addPrompts("a {subject}"));
    refused(EvaluationSettings.newBuilder().setSeed(Long.MAX_VALUE - 23));
    refused(EvaluationSettings.newBuilder().setSeed(Long.MAX_VALUE - 98).setDiversityImages(100));
  }

  @Test
  void theLastSeedsCanBeUsed() {
    var last = EvaluationSettings.newBuilder().setSeed(Long.MAX_VALUE - 24);
    assertEquals(Long.MAX_VALUE - 24, settings(last, true).getSeed());
  }

  private static void refused(EvaluationSettings.Builder settings) {
    var error = assertThrows(ServiceException.class, () -> settings(settings, true));
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, error.reason());
  }

  private static EvaluationSettings settings(EvaluationSettings.Builder wanted, boolean living) {
    return EvaluationSettingsResolver.settings(wanted.build(), living, MODEL, 4, "settings.");
  }
}
