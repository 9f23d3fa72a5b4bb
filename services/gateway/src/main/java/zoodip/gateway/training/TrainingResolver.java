package zoodip.gateway.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.SubjectManifest;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.concepts.ConceptCatalog;
import zoodip.gateway.evaluations.EvaluationSettingsResolver;
import zoodip.gateway.evaluations.EvaluationSize;
import zoodip.gateway.models.LatentFactors;
import zoodip.gateway.models.ModelCatalog;
import zoodip.gateway.requests.PromptWords;
import zoodip.gateway.requests.RandomSeeds;
import zoodip.gateway.subjects.PhotoReferences;
import zoodip.gateway.subjects.SubjectStore;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.prompts.Placeholders;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** Makes of a request the training it asks for, with nothing left to look up. */
@ApplicationScoped
public class TrainingResolver {
  private final SubjectStore subjects;
  private final ModelCatalog models;
  private final ConceptCatalog concepts;
  private final LatentFactors factors;
  private final RandomSeeds seeds = new RandomSeeds();

  @Inject
  public TrainingResolver(
      SubjectStore subjects, ModelCatalog models, ConceptCatalog concepts, LatentFactors factors) {
    this.subjects = subjects;
    this.models = models;
    this.concepts = concepts;
    this.factors = factors;
  }

  /**
   * The training as its worker needs it.
   *
   * @throws ServiceException SUBJECT_NOT_FOUND, MODEL_NOT_FOUND, WRONG_MODEL_KIND, PHOTO_COUNT,
   *     UNKNOWN_PRESET, BAD_SETTINGS, UNKNOWN_CONCEPT, INVALID_REQUEST
   */
  JobSpec spec(CreateTrainingJobRequest request) {
    TrainingJob wanted = request.getTrainingJob();
    ResourceName subjectName = ResourceName.parse(wanted.getSubject());
    SubjectManifest subject = subjects.get(request.getParent(), subjectName);
    Model model = models.textToImage(wanted.getModel());
    TrainingSpec.Builder spec = spec(wanted, subject.getSubject(), model);
    String conceptId = wanted.getConceptId().isEmpty() ? subjectName.id() : wanted.getConceptId();
    ResourceName concept = ResourceName.concept(request.getParent(), conceptId);
    spec.setConcept(concept.toString()).setPlaceholder(concept.placeholder());
    spec.addAllPhotos(PhotoReferences.of(subject, concept.placeholder(), "training_job.subject"));
    requireWord(spec);
    requireInitializer(wanted);
    PreviewResolver.add(spec, subject.getSubject(), model);
    if (wanted.hasEvaluation()) {
      addEvaluation(spec, wanted, model);
    }
    return JobSpec.newBuilder().setTraining(spec).build();
  }

  private TrainingSpec.Builder spec(TrainingJob wanted, Subject subject, Model model) {
    return TrainingSpec.newBuilder()
        .setSubject(subject.getName())
        .setClassWord(subject.getClassWord())
        .setLiving(subject.getLiving())
        .setModel(model.getName())
        .setModelDigest(model.getDigest())
        .setPreset(wanted.getPreset())
        .setSettings(TrainingSettingsResolver.settings(wanted, model, factors.of(model)))
        .setPrecision(TrainingSettingsResolver.precision(wanted, model))
        .setInitializer(
            wanted.getInitializer().isBlank()
                ? subject.getClassWord()
                : wanted.getInitializer().strip())
        .setSeed(wanted.hasSeed() ? wanted.getSeed() : seeds.next())
        .setPreviewInterval(wanted.getPreviewInterval());
  }

  private void addEvaluation(TrainingSpec.Builder spec, TrainingJob wanted, Model model) {
    ModelCatalog.EncoderNames encoders = models.encodersOf(model);
    String tenant = ResourceName.parse(spec.getConcept()).parent();
    List<String> prompts = wanted.getEvaluation().getPromptsList();
    for (int i = 0; i < prompts.size(); i++) {
      concepts.requireAllBut(
          spec.getPlaceholder(),
          tenant,
          model,
          "training_job.evaluation.prompts[" + i + "]",
          prompts.get(i));
    }
    spec.setClipModel(encoders.clip())
        .setDinoModel(encoders.dino())
        .setEvaluation(
            EvaluationSettingsResolver.settings(
                wanted.getEvaluation(),
                spec.getLiving(),
                model,
                factors.of(model),
                "training_job.evaluation."));
    EvaluationSize.check(
        spec.getEvaluation(),
        spec.getClassWord(),
        spec.getPlaceholder(),
        "training_job.evaluation.");
  }

  /**
   * Previews and evaluations put the class word into prompts: a concept in it is not known there.
   */
  private static void requireWord(TrainingSpec.Builder spec) {
    Placeholders.firstBut(spec.getPlaceholder(), spec.getClassWord())
        .ifPresent(
            name -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
                  "training_job.subject",
                  "The subject's class word names the concept %s: create the subject anew with a word that the model knows"
                      .formatted(name),
                  Map.of("placeholder", name));
            });
    PromptWords.require("training_job.subject", "The subject's class word", spec.getClassWord());
  }

  private static void requireInitializer(TrainingJob wanted) {
    String words = wanted.getInitializer().strip();
    Placeholders.first(words)
        .ifPresent(
            name -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_INVALID_REQUEST,
                  "training_job.initializer",
                  "The initializer names the concept %s: it is of words that the model knows already, such as \"dog\""
                      .formatted(name));
            });
    PromptWords.require("training_job.initializer", "The initializer", words);
  }
}
