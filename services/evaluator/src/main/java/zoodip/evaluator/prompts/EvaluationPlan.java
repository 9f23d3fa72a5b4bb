package zoodip.evaluator.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import zoodip.events.v1.EvaluationSpec;
import zoodip.platform.prompts.PromptTemplate;
import zoodip.v1.EvaluationSettings;

/**
 * Everything that an evaluation generates.
 *
 * @param prompts in the order of the request
 * @param images by prompt
 */
public record EvaluationPlan(List<EvaluationPrompt> prompts, List<EvaluationImage> images) {

  /** The plan of a spec, whose settings are all set. */
  public static EvaluationPlan of(EvaluationSpec spec) {
    EvaluationSettings settings = spec.getSettings();
    String placeholder = spec.getConcept().isEmpty() ? "" : spec.getPlaceholder();
    List<EvaluationPrompt> prompts =
        settings.getPromptsList().stream()
            .map(PromptTemplate::new)
            .map(template -> EvaluationPrompt.of(template, placeholder, spec.getClassWord()))
            .toList();
    List<EvaluationImage> images = new ArrayList<>();
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      images.addAll(images(settings, prompt));
    }
    return new EvaluationPlan(prompts, List.copyOf(images));
  }

  /** How many of them are diverse, the first of the first prompt. */
  public int diverse() {
    return (int) images.stream().filter(EvaluationImage::diverse).count();
  }

  private static List<EvaluationImage> images(EvaluationSettings settings, int prompt) {
    int scored = Math.max(1, settings.getImagesPerPrompt());
    int diverse = prompt == 0 ? settings.getDiversityImages() : 0;
    return IntStream.range(0, Math.max(scored, diverse))
        .mapToObj(
            image ->
                new EvaluationImage(
                    prompt,
                    image,
                    settings.getSeed() + (long) prompt * scored + image,
                    image < scored,
                    image < diverse))
        .toList();
  }
}
