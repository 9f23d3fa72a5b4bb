package zoodip.gateway.evaluations;

import java.util.List;
import zoodip.gateway.requests.SeedRange;
import zoodip.gateway.requests.Violations;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.DefaultGeneration;
import zoodip.platform.prompts.PromptTemplate;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/** Completes an evaluation's settings: what the client set, else the model's, else the protocol. */
public final class EvaluationSettingsResolver {
  private EvaluationSettingsResolver() {}

  /**
   * Settings with all fields set; the prompts of a prompt set are filled in, with {0} and {1} left
   * for the evaluator.
   *
   * @param living chooses the prompt set where the client does not
   * @param latentFactor what images' sides must be multiples of
   * @param field the path of {@code wanted} in the request, with a dot at its end
   * @throws ServiceException BAD_SETTINGS
   */
  public static EvaluationSettings settings(
      EvaluationSettings wanted, boolean living, Model model, int latentFactor, String field) {
    EvaluationSettings.Builder settings =
        wanted.toBuilder()
            .setImagesPerPrompt(Math.max(1, wanted.getImagesPerPrompt()))
            .setGeneration(DefaultGeneration.complete(wanted.getGeneration(), model));
    if (wanted.getPromptsCount() == 0) {
      String set = wanted.getPromptSet().isEmpty() ? setFor(living) : wanted.getPromptSet();
      settings.setPromptSet(set).addAllPrompts(PromptSets.named(set));
    }
    check(wanted, settings, latentFactor, field);
    return settings.build();
  }

  private static String setFor(boolean living) {
    return living ? "living" : "non_living";
  }

  private static void check(
      EvaluationSettings wanted,
      EvaluationSettings.Builder complete,
      int latentFactor,
      String field) {
    GenerationSettings generation = complete.getGeneration();
    Violations violations = new Violations();
    SeedRange.require(
        violations,
        field + "seed",
        complete.getSeed(),
        Math.max(
            (long) complete.getPromptsCount() * complete.getImagesPerPrompt(),
            complete.getDiversityImages()));
    violations.require(
        generation.getWidth() % latentFactor == 0 && generation.getHeight() % latentFactor == 0,
        field + "generation",
        "width and height must be multiples of %d, the model's latent factor"
            .formatted(latentFactor));
    violations.require(
        wanted.getPromptSet().isEmpty() || wanted.getPromptsCount() == 0,
        field + "prompt_set",
        "stands beside prompts of your own; give one of the two");
    violations.require(
        wanted.getDiversityImages() != 1,
        field + "diversity_images",
        "is 1; pairs need at least 2 pictures, and 0 leaves the measure out");
    List<String> prompts = wanted.getPromptsList();
    for (int i = 0; i < prompts.size(); i++) {
      violations.require(
          !new PromptTemplate(prompts.get(i)).hasOtherBraces(),
          field + "prompts[" + i + "]",
          "has other braces than {0} for the placeholder and {1} for the class word");
    }
    violations.throwIfAny(ErrorReason.ERROR_REASON_BAD_SETTINGS);
  }
}
