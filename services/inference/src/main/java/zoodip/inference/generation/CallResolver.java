package zoodip.inference.generation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import zoodip.diffusion.vae.Vae;
import zoodip.inference.InferenceConfig;
import zoodip.inference.concepts.Concepts;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawRow;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.DefaultGeneration;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.cache.CachedModel;
import zoodip.platform.names.ResourceName;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.prompts.PromptSyntax;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/** Resolves the names in a request: everything that a call needs before it is queued. */
@ApplicationScoped
public class CallResolver {
  private final ModelStore models;
  private final Concepts concepts;
  private final InferenceConfig config;

  @Inject
  public CallResolver(ModelStore models, Concepts concepts, InferenceConfig config) {
    this.models = models;
    this.concepts = concepts;
    this.config = config;
  }

  /**
   * The call of a request; fetches files, so it may take as long as that.
   *
   * @throws ServiceException MODEL_NOT_FOUND, WRONG_MODEL_KIND, UNKNOWN_CONCEPT,
   *     CONCEPT_OF_OTHER_MODEL, BAD_SETTINGS, INVALID_REQUEST
   */
  GenerationCall resolve(DrawRequest request, ResponseSink sink) {
    Model model = models.get(ResourceName.parse(request.getModel()));
    checkKind(model);
    Map<String, LearnedConcept> learned = concepts(request, model);
    GenerationSettings settings =
        DefaultGeneration.completeButScheduler(request.getSettings(), model);
    try (CachedModel files = models.hold(model)) {
      GenerationSize.check(
          settings, Vae.config(files.folder().resolve("vae")).factor(), config.pixels());
    }
    return new GenerationCall(
        new GenerationPlan(model, settings),
        request.getRowsList(),
        learned,
        request.getPreviewInterval(),
        ImageFileOptions.of(request),
        config.batchRows(),
        sink);
  }

  private static void checkKind(Model model) {
    if (model.getKind() != ModelKind.MODEL_KIND_TEXT_TO_IMAGE) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_WRONG_MODEL_KIND,
          model.getName() + " is an encoder: pictures are drawn with a text-to-image model");
    }
  }

  private Map<String, LearnedConcept> concepts(DrawRequest request, Model model) {
    Map<String, LearnedConcept> found = new TreeMap<>();
    for (DrawRow row : request.getRowsList()) {
      PromptSyntax.require("prompt", row.getPrompt());
      PromptSyntax.require("negative_prompt", row.getNegativePrompt());
      for (String placeholder : Placeholders.in(row.getPrompt(), row.getNegativePrompt())) {
        found.computeIfAbsent(placeholder, name -> concepts.find(request.getTenant(), name, model));
      }
    }
    return found;
  }
}
