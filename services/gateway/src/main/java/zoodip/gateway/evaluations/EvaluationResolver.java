package zoodip.gateway.evaluations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.SubjectManifest;
import zoodip.gateway.concepts.ConceptCatalog;
import zoodip.gateway.models.LatentFactors;
import zoodip.gateway.models.ModelCatalog;
import zoodip.gateway.requests.PromptWords;
import zoodip.gateway.subjects.PhotoReferences;
import zoodip.gateway.subjects.SubjectStore;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.Concept;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.Model;

/** Makes of a request the evaluation it asks for, with nothing left to look up. */
@ApplicationScoped
public class EvaluationResolver {
  private final SubjectStore subjects;
  private final ModelCatalog models;
  private final ConceptCatalog concepts;
  private final LatentFactors factors;

  @Inject
  public EvaluationResolver(
      SubjectStore subjects, ModelCatalog models, ConceptCatalog concepts, LatentFactors factors) {
    this.subjects = subjects;
    this.models = models;
    this.concepts = concepts;
    this.factors = factors;
  }

  /**
   * The evaluation as its worker needs it.
   *
   * @throws ServiceException SUBJECT_NOT_FOUND, MODEL_NOT_FOUND, CONCEPT_NOT_FOUND,
   *     CONCEPT_OF_OTHER_MODEL, WRONG_MODEL_KIND, PHOTO_COUNT, BAD_SETTINGS, UNKNOWN_CONCEPT,
   *     INVALID_REQUEST
   */
  JobSpec spec(CreateEvaluationRequest request) {
    Evaluation wanted = request.getEvaluation();
    SubjectManifest subject =
        subjects.get(request.getParent(), ResourceName.parse(wanted.getSubject()));
    PromptWords.require(
        "evaluation.subject", "The subject's class word", subject.getSubject().getClassWord());
    Model model = models.textToImage(wanted.getModel());
    ModelCatalog.EncoderNames encoders = models.encodersOf(model);
    EvaluationSpec.Builder spec =
        EvaluationSpec.newBuilder()
            .setSubject(wanted.getSubject())
            .setClassWord(subject.getSubject().getClassWord())
            .setModel(model.getName())
            .addAllPhotos(PhotoReferences.of(subject))
            .setClipModel(encoders.clip())
            .setDinoModel(encoders.dino())
            .setSettings(
                EvaluationSettingsResolver.settings(
                    wanted.getSettings(),
                    subject.getSubject().getLiving(),
                    model,
                    factors.of(model),
                    "evaluation.settings."));
    if (!wanted.getConcept().isEmpty()) {
      addConcept(spec, request, model);
    }
    EvaluationSize.check(
        spec.getSettings(), spec.getClassWord(), spec.getPlaceholder(), "evaluation.settings.");
    requireKnown(request, model);
    return JobSpec.newBuilder().setEvaluation(spec).build();
  }

  private void addConcept(
      EvaluationSpec.Builder spec, CreateEvaluationRequest request, Model model) {
    ResourceName name = ResourceName.parse(request.getEvaluation().getConcept());
    Concept concept = concepts.get(request.getParent(), name).getConcept();
    ConceptCatalog.requireOf(model, concept);
    spec.setConcept(concept.getName()).setPlaceholder(concept.getPlaceholder());
  }

  private void requireKnown(CreateEvaluationRequest request, Model model) {
    List<String> prompts = request.getEvaluation().getSettings().getPromptsList();
    for (int i = 0; i < prompts.size(); i++) {
      String field = "evaluation.settings.prompts[" + i + "]";
      concepts.requireAll(request.getParent(), model, field, prompts.get(i));
    }
  }
}
