package zoodip.gateway.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.TestSubjects;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GradientEstimator;
import zoodip.v1.Precision;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

/** What a training can be asked for, through the gateway and without making a job. */
@QuarkusTest
class TrainingSettingsTest extends GatewayTestBase {
  private static final List<GradientEstimator> ESTIMATORS =
      List.of(
          GradientEstimator.GRADIENT_ESTIMATOR_RGE,
          GradientEstimator.GRADIENT_ESTIMATOR_SPSA,
          GradientEstimator.GRADIENT_ESTIMATOR_ONE_POINT);

  @Test
  void everyEstimatorPresetPrecisionAndNumberOfVectorsGoTogether() {
    String subject = subjectWithPhoto("my-mug");
    for (GradientEstimator estimator : ESTIMATORS) {
      for (String preset : List.of("", "sd15", "sd21", "sdxl")) {
        for (int vectors : List.of(3, 32)) {
          TrainingSettings settings =
              TrainingSettings.newBuilder().setEstimator(estimator).setVectors(vectors).build();
          TrainingJob shown = check(subject, job -> job.setPreset(preset).setSettings(settings));
          assertEquals(estimator, shown.getSettings().getEstimator());
          assertEquals(vectors, shown.getSettings().getVectors());
          assertEquals(preset, shown.getPreset());
        }
      }
    }
    for (Precision precision : List.of(Precision.PRECISION_FP32, Precision.PRECISION_BF16)) {
      assertEquals(precision, check(subject, job -> job.setPrecision(precision)).getPrecision());
    }
  }

  @Test
  void anySeedAndAnyInitializerAreKept() {
    String subject = subjectWithPhoto("my-mug");

    for (long seed : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      TrainingJob shown = check(subject, job -> job.setSeed(seed));
      assertTrue(shown.hasSeed());
      assertEquals(seed, shown.getSeed());
    }
    assertEquals(
        "small blue coffee mug",
        check(subject, job -> job.setInitializer(" small blue coffee mug ")).getInitializer());
    assertEquals("mug", check(subject, job -> job.setInitializer("  ")).getInitializer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"((red)) mug", "(mug:1.3)", "red {} mug", "red\nmug", "\u001bmug", "<my-cup> mug"})
  void anInitializerOfMoreThanWordsIsRefused(String initializer) {
    String subject = subjectWithPhoto("my-mug");

    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> check(subject, job -> job.setInitializer(initializer))),
        "training_job.initializer",
        "The initializer ");
  }

  @Test
  void aSubjectThatCameBeforeItsClassWordWasCheckedIsRefused() {
    String subject = subjectWithPhoto("my-mug");
    TestSubjects.setClassWord(storage, subject, "mug {} x");

    assertViolates(
        refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> check(subject, job -> {})),
        "training_job.subject",
        "The subject's class word cannot be used. {} is for captions");
  }

  @Test
  void promptsOfItsEvaluationAreCheckedWithTheConceptInThem() {
    String subject = subjectWithPhoto("my-mug");

    check(subject, job -> evaluation(job, "a <my-mug> mug"));
    for (String prompt : List.of("a [<my-mug>] mug", "a <my-mug>++", "a {0}\u001b")) {
      assertViolates(
          refused(
              ErrorReason.ERROR_REASON_INVALID_REQUEST,
              () -> check(subject, job -> evaluation(job, prompt))),
          "training_job.evaluation.prompts[1]",
          ": ");
    }
  }

  private static void evaluation(TrainingJob.Builder job, String prompt) {
    job.setEvaluation(EvaluationSettings.newBuilder().addPrompts("a {0} {1}").addPrompts(prompt));
  }

  @Test
  void aPresetWhoseSubspaceDoesNotFitTheModelSaysWhatWould() {
    String subject = subjectWithPhoto("my-mug");

    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_BAD_SETTINGS,
            () -> check(subject, job -> job.setPreset("sd15"))),
        "training_job.settings.history",
        "is 128 and must be under half of the embedding's width 128; about 21 works well");
  }

  @Test
  void valuesOutsideTheirLimitsNameTheirFields() {
    assertInvalid("training_job.settings.steps", settings -> settings.setSteps(0));
    assertInvalid("training_job.settings.directions", settings -> settings.setDirections(65));
    assertInvalid("training_job.settings.smoothing", settings -> settings.setSmoothing(0));
    assertInvalid("training_job.settings.learning_rate", settings -> settings.setLearningRate(-1));
    assertInvalid(
        "training_job.settings.final_learning_rate", settings -> settings.setFinalLearningRate(-1));
    assertInvalid("training_job.settings.beta1", settings -> settings.setBeta1(1));
    assertInvalid("training_job.settings.variance_cut", settings -> settings.setVarianceCut(1));
    assertInvalid(
        "training_job.settings.flip_probability", settings -> settings.setFlipProbability(1.5));
    assertInvalid("training_job.settings.vectors", settings -> settings.setVectors(33));
    assertInvalid("training_job.settings.estimator", settings -> settings.setEstimatorValue(9));
    assertInvalid("training_job.settings.smoothing", settings -> settings.setSmoothing(Double.NaN));
  }

  @Test
  void whatIsNoSettingNamesItsFieldToo() {
    String subject = subjectWithPhoto("my-mug");
    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> check(subject, job -> job.setPrecisionValue(9))),
        "training_job.precision",
        "");
    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> check(subject, job -> job.setPreviewInterval(-1))),
        "training_job.preview_interval",
        "");
    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> check(subject, job -> job.setConceptId("My Mug"))),
        "training_job.concept_id",
        "");
    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_UNKNOWN_PRESET,
            () -> check(subject, job -> job.setPreset("sd99"))),
        "training_job.preset",
        "There is no preset 'sd99'; use one of [int4, int4-fast, sd15, sd15-fast, sd21, sd21-fast, sdxl, sdxl-fast], or none for the model's own");
  }

  private void assertInvalid(String field, Consumer<TrainingSettings.Builder> change) {
    TrainingSettings.Builder settings = TrainingSettings.newBuilder();
    change.accept(settings);
    assertViolates(
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> check(tenant + "/subjects/any", job -> job.setSettings(settings))),
        field,
        "");
  }

  private static void assertViolates(StatusRuntimeException error, String field, String why) {
    BadRequest.FieldViolation violation =
        GatewayClient.detail(error, BadRequest.class).getFieldViolations(0);
    assertEquals(field, violation.getField());
    assertTrue(violation.getDescription().contains(why), violation.getDescription());
  }

  /** The job as it would be made. */
  private TrainingJob check(String subject, Consumer<TrainingJob.Builder> change) {
    var request = training(subject).setValidateOnly(true);
    change.accept(request.getTrainingJobBuilder());
    return client.trainingJobs().createTrainingJob(request.build());
  }
}
