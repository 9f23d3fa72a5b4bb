package zoodip.evaluator.evaluation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import zoodip.evaluator.config.EvaluatorConfig;
import zoodip.evaluator.encoders.Encoders;
import zoodip.evaluator.generation.InferenceClient;
import zoodip.evaluator.prompts.EvaluationImage;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.evaluator.report.EvaluationReport;
import zoodip.evaluator.report.EvaluationSheet;
import zoodip.evaluator.report.PromptLabels;
import zoodip.evaluator.report.ScoreChart;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.ObjectReference;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.platform.digest.Sha256;
import zoodip.platform.metrics.Buckets;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.platform.work.AttemptDirective;
import zoodip.platform.work.AttemptResult;
import zoodip.platform.work.JobAttempt;
import zoodip.platform.work.JobHandler;
import zoodip.provenance.ImageMarking;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;
import zoodip.v1.Scores;

/**
 * Scores a concept, or the class word alone: has images of every prompt generated and compares each
 * with the subject's photos and with its prompt. An attempt begins from the start; what earlier
 * ones generated does not count.
 */
@ApplicationScoped
public class Evaluation implements JobHandler {
  private static final String REPORT = "report.json";
  private static final String SHEET = "contact-sheet.png";
  private static final String CHART = "scores.png";
  private static final Map<String, String> PROGRAM = Map.of("Software", "Zoodip");

  private final EvaluatorConfig config;
  private final InferenceClient inference;
  private final Encoders encoders;
  private final ReferencePhotos photos;
  private final Storage storage;
  private final ImageMarking marking;
  private final Counter scored;
  private final Timer evaluations;
  private final Timer scores;

  @Inject
  public Evaluation(
      EvaluatorConfig config,
      InferenceClient inference,
      Encoders encoders,
      ReferencePhotos photos,
      Storage storage,
      ImageMarking marking,
      MeterRegistry meters) {
    this.config = config;
    this.inference = inference;
    this.encoders = encoders;
    this.photos = photos;
    this.storage = storage;
    this.marking = marking;
    scored =
        Counter.builder("zoodip.evaluator.pictures").description("Images scored").register(meters);
    evaluations =
        Timer.builder("zoodip.evaluator.evaluation")
            .description("Evaluations from their photos to their report")
            .serviceLevelObjectives(Buckets.jobs())
            .register(meters);
    scores =
        Timer.builder("zoodip.evaluator.score")
            .description("Scoring an image")
            .serviceLevelObjectives(Buckets.steps())
            .register(meters);
  }

  @Override
  public AttemptResult work(JobAttempt attempt) throws InterruptedException {
    try {
      return attempt(attempt);
    } catch (RuntimeException e) {
      throw EvaluationFailures.named(e);
    }
  }

  private AttemptResult attempt(JobAttempt attempt) throws InterruptedException {
    long start = System.nanoTime();
    EvaluationSpec spec = attempt.record().getSpec().getEvaluation();
    Model clip = encoders.require(spec.getClipModel(), ModelKind.MODEL_KIND_CLIP);
    Model dino = encoders.require(spec.getDinoModel(), ModelKind.MODEL_KIND_DINO);
    EvaluationPlan plan = EvaluationPlan.of(spec);
    EvaluationSheet sheet = new EvaluationSheet(config);
    ImageScorer scorer =
        new ImageScorer(plan, encoders, clip, dino, photos.load(spec.getPhotosList()), sheet);
    if (!generate(attempt, spec, scorer)) {
      return stopped(attempt.directive());
    }
    EvaluationReport report =
        new EvaluationReport(attempt.job().toString(), spec, plan, clip, dino, scorer.scoring());
    byte[] json = report.toJson();
    put(attempt, REPORT, json, "application/json");
    PromptLabels labels = new PromptLabels(plan, marking.tellsPrompts());
    RgbImage contacts = sheet.draw(title(spec), labels);
    put(attempt, SHEET, marking.composed(contacts, PROGRAM), "image/png");
    RgbImage chart = ScoreChart.draw(title(spec), labels, scorer.scoring());
    put(attempt, CHART, Png.encode(chart, PROGRAM), "image/png");
    evaluations.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return new AttemptResult.Evaluated(result(attempt, scorer.scoring().scores(), json));
  }

  private boolean generate(JobAttempt attempt, EvaluationSpec spec, ImageScorer scorer)
      throws InterruptedException {
    List<EvaluationImage> images = scorer.plan().images();
    ProgressReports progress =
        new ProgressReports(
            images.size(), config.progressInterval(), System::nanoTime, attempt::commit);
    return inference.generate(
        EvaluationRequest.of(attempt.job(), spec, scorer.plan(), marking.tellsPrompts()),
        (row, image) -> {
          EvaluationImage place = images.get(row);
          byte[] png = image.getPng().toByteArray();
          scores.record(() -> scorer.score(place, png));
          keep(attempt, place, png);
          scored.increment();
          progress.done();
        },
        () -> attempt.directive() == AttemptDirective.CONTINUE);
  }

  /** Outside the trace: there may be 50,000 of them. */
  private void keep(JobAttempt attempt, EvaluationImage place, byte[] png) {
    try (Scope untraced = Context.root().makeCurrent()) {
      put(attempt, place.file(), png, "image/png");
    }
  }

  private static AttemptResult stopped(AttemptDirective directive) {
    return switch (directive) {
      case CANCEL -> new AttemptResult.Cancelled();
      case ABANDON -> new AttemptResult.Abandoned();
      case SUSPEND, CONTINUE -> new AttemptResult.Suspended("the evaluator shuts down");
    };
  }

  private static String title(EvaluationSpec spec) {
    return spec.getConcept().isEmpty()
        ? spec.getClassWord()
        : spec.getPlaceholder() + " " + spec.getClassWord();
  }

  /** The scores, and where all else stands: an event is too small for many prompts and images. */
  private static EvaluationResult result(JobAttempt attempt, Scores scores, byte[] report) {
    String prefix = ObjectKeys.attempt(attempt.job(), attempt.id());
    return EvaluationResult.newBuilder()
        .setScores(scores)
        .setPrefix(prefix)
        .addAllFiles(List.of(REPORT, SHEET, CHART))
        .setReport(
            ObjectReference.newBuilder()
                .setKey(prefix + REPORT)
                .setSha256(Sha256.of(report))
                .setSizeBytes(report.length))
        .build();
  }

  private void put(JobAttempt attempt, String file, byte[] content, String type) {
    storage.put(ObjectKeys.attempt(attempt.job(), attempt.id()) + file, content, type);
  }
}
