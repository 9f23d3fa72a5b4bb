package zoodip.gateway.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GradientEstimator;
import zoodip.v1.Model;
import zoodip.v1.Precision;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

class TrainingSettingsResolverTest {
  private static final Model MODEL =
      Model.newBuilder()
          .setName("models/m")
          .setResolution(64)
          .addEmbeddingWidths(768)
          .setTrainingSettings(
              TrainingSettings.newBuilder().setSteps(1500).setHistory(21).setLearningRate(2e-2))
          .setTrainingPrecision(Precision.PRECISION_BF16)
          .build();

  @Test
  void theClientIsBeforeTheModelAndTheModelBeforeTheCommon() {
    TrainingSettings settings =
        settings(
            TrainingJob.newBuilder()
                .setSettings(TrainingSettings.newBuilder().setSteps(7).setSquash(true)));

    assertEquals(7, settings.getSteps());
    assertTrue(settings.getSquash());
    assertEquals(2e-2, settings.getLearningRate());
    assertEquals(0.999, settings.getBeta2());
    assertEquals(64, settings.getResolution());
  }

  @Test
  void everySettingOfTheMethodIsSetAndNoneOfTheOthers() {
    Set<String> fields = new TreeSet<>();
    List<TrainingJob.Builder> jobs = new ArrayList<>();
    Presets.names().forEach(preset -> jobs.add(TrainingJob.newBuilder().setPreset(preset)));
    MethodSettings.KNOWN.forEach(
        method ->
            jobs.add(
                TrainingJob.newBuilder()
                    .setSettings(TrainingSettings.newBuilder().setMethod(method))));
    for (TrainingJob.Builder job : jobs) {
      TrainingSettings settings = settings(job);
      TrainingSettings common = Presets.common(settings.getMethod());
      for (FieldDescriptor field : TrainingSettings.getDescriptor().getFields()) {
        String name = field.getName();
        boolean derived =
            name.equals("resolution")
                || (name.equals("final_learning_rate") && common.hasLearningRate())
                || (name.equals("basis_interval_most") && common.hasBasisInterval());
        assertEquals(common.hasField(field) || derived, settings.hasField(field), job + name);
        if (settings.hasField(field)) {
          fields.add(name);
        }
      }
    }
    assertEquals(TrainingSettings.getDescriptor().getFields().size(), fields.size());
  }

  /** An older trainer reads settings without an estimator as those of no method that it knows. */
  @Test
  void settingsOfSensitivityDirectionsAreRefusedByTrainersThatKnowOneMethod() {
    TrainingSettings settings = settings(TrainingJob.newBuilder().setPreset("sd15-fast"));
    assertEquals(GradientEstimator.GRADIENT_ESTIMATOR_UNSPECIFIED, settings.getEstimator());
    assertFalse(settings.hasEstimator());
  }

  @Test
  void settingsOfTheOtherMethodAreRefusedByName() {
    var fast =
        TrainingJob.newBuilder()
            .setPreset("sd15-fast")
            .setSettings(TrainingSettings.newBuilder().setHistory(21).setEpsilon(1e-3));
    ServiceException refused = assertThrows(ServiceException.class, () -> settings(fast));
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refused.reason());
    assertTrue(refused.getMessage().contains("history"), refused.getMessage());
    assertTrue(refused.getMessage().contains("epsilon"), refused.getMessage());
    var published =
        TrainingJob.newBuilder().setSettings(TrainingSettings.newBuilder().setBasisInterval(10));
    refused = assertThrows(ServiceException.class, () -> settings(published));
    assertTrue(refused.getMessage().contains("basis_interval"), refused.getMessage());
  }

  @Test
  void trainingsOfBothMethodsHaveProbesUnlessTheyWantNone() {
    for (String preset : List.of("", "sd15", "sd15-fast")) {
      var job = TrainingJob.newBuilder().setPreset(preset);
      assertEquals(0.05, settings(job).getProbeShare());
      assertEquals(0, settings(job).getStopAfterProbes());
      job.setSettings(TrainingSettings.newBuilder().setProbeShare(0));
      assertEquals(0, settings(job).getProbeShare());
    }
  }

  @Test
  void probesThatThereAreNotCannotEndATraining() {
    var none =
        TrainingJob.newBuilder()
            .setSettings(TrainingSettings.newBuilder().setProbeShare(0).setStopAfterProbes(3));
    ServiceException refused = assertThrows(ServiceException.class, () -> settings(none));
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refused.reason());
    assertTrue(refused.getMessage().contains("stop_after_probes"), refused.getMessage());
  }

  @Test
  void settingsThatGradientFreeTextualInversionDoesNotHaveAreRefusedByName() {
    TrainingSettings.Builder given =
        TrainingSettings.newBuilder()
            .setMethod(TrainingMethod.TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION)
            .setDirections(2)
            .setSmoothing(1e-3)
            .setLearningRate(5e-3)
            .setFinalLearningRate(0)
            .setBeta1(0.9);
    var refused =
        assertThrows(
            ServiceException.class, () -> settings(TrainingJob.newBuilder().setSettings(given)));
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refused.reason());
    for (String name :
        List.of("directions", "smoothing", "learning_rate", "final_learning_rate", "beta1")) {
      assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }
    var population =
        TrainingJob.newBuilder().setSettings(TrainingSettings.newBuilder().setPopulation(20));
    refused = assertThrows(ServiceException.class, () -> settings(population));
    assertTrue(
        refused.getMessage().contains("GRADIENT_FREE_TEXTUAL_INVERSION"), refused.getMessage());
  }

  @Test
  void textualInversionHasThePapersSettingsAndRefusesThoseOfOthersByName() {
    var method = TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION;
    TrainingSettings.Builder given = TrainingSettings.newBuilder().setMethod(method);
    TrainingSettings settings = settings(TrainingJob.newBuilder().setSettings(given));
    assertEquals(5_000, settings.getSteps());
    assertEquals(5e-3, settings.getLearningRate());
    assertEquals(5e-3, settings.getFinalLearningRate());
    assertEquals(1e-2, settings.getWeightDecay());
    assertEquals(1e-8, settings.getEpsilon());
    assertEquals(0, settings.getTimestepLow());
    assertEquals(1000, settings.getTimestepHigh());
    given.setDirections(2).setHistory(21).setAlpha(1);
    var refused =
        assertThrows(
            ServiceException.class, () -> settings(TrainingJob.newBuilder().setSettings(given)));
    for (String name : List.of("directions", "history", "alpha")) {
      assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }
    var decay =
        TrainingJob.newBuilder().setSettings(TrainingSettings.newBuilder().setWeightDecay(0.01));
    refused = assertThrows(ServiceException.class, () -> settings(decay));
    assertTrue(refused.getMessage().contains("weight_decay"), refused.getMessage());
  }

  @Test
  void anotherMethodThanThePresetsKeepsOnlyWhatMeansTheSame() {
    TrainingSettings settings =
        settings(
            TrainingJob.newBuilder()
                .setPreset("sdxl")
                .setSettings(
                    TrainingSettings.newBuilder()
                        .setMethod(TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS)));
    assertEquals(700, settings.getTimestepLow());
    assertEquals(64, settings.getResolution());
    assertEquals(8, settings.getDirections());
    assertEquals(0.08, settings.getSmoothing());
    assertEquals(1_333, settings.getSteps());
    assertEquals(0, settings.getFinalLearningRate());
    assertFalse(settings.hasHistory());
  }

  @Test
  void intervalsOfBasesStayAsTheyAreWhereNothingElseIsSaid() {
    var fast = TrainingJob.newBuilder().setPreset("sd15-fast");
    assertEquals(50, settings(fast).getBasisIntervalMost());
    fast.setSettings(TrainingSettings.newBuilder().setBasisInterval(80));
    assertEquals(80, settings(fast).getBasisIntervalMost());
    fast.setSettings(TrainingSettings.newBuilder().setBasisIntervalMost(400));
    assertEquals(400, settings(fast).getBasisIntervalMost());
  }

  @Test
  void anotherMethodThanTheModelsKeepsAFlipThatItCanDo() {
    assertEquals(0, flipAlongSensitivity(0));
    assertEquals(0.5, flipAlongSensitivity(0.5));
    // of what it cannot do, its own
    assertEquals(0.5, flipAlongSensitivity(0.3));
  }

  private static double flipAlongSensitivity(double ofModel) {
    Model.Builder model = MODEL.toBuilder();
    model.getTrainingSettingsBuilder().setFlipProbability(ofModel);
    TrainingJob.Builder job = TrainingJob.newBuilder();
    job.getSettingsBuilder().setMethod(TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS);
    return TrainingSettingsResolver.settings(job.build(), model.build(), 1).getFlipProbability();
  }

  @Test
  void sensitivityDirectionsHaveLimitsOfTheirOwn() {
    var method = TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS;
    for (TrainingSettings.Builder bad :
        List.of(
            TrainingSettings.newBuilder().setFlipProbability(0.3),
            TrainingSettings.newBuilder().setBasisFewest(300),
            TrainingSettings.newBuilder().setBasisIntervalMost(20),
            TrainingSettings.newBuilder().setDirections(17))) {
      assertEquals(
          ErrorReason.ERROR_REASON_BAD_SETTINGS,
          refused(TrainingJob.newBuilder().setSettings(bad.setMethod(method))));
    }
    assertEquals(
        17,
        settings(
                TrainingJob.newBuilder()
                    .setSettings(
                        TrainingSettings.newBuilder()
                            .setMethod(method)
                            .setVectors(2)
                            .setDirections(17)))
            .getDirections());
  }

  @Test
  void presetsAreThoseOfThePaper() {
    TrainingSettings sdxl = Presets.named("sdxl").orElseThrow().settings();
    assertEquals(20_000, sdxl.getSteps());
    assertEquals(700, sdxl.getTimestepLow());
    assertEquals(1024, sdxl.getResolution());
    assertEquals(1e-2, sdxl.getSmoothing());
    TrainingSettings sd15 = Presets.named("sd15").orElseThrow().settings();
    assertEquals(1e-3, sd15.getSmoothing());
    assertEquals(5e-3, sd15.getLearningRate());
    assertEquals(128, sd15.getHistory());
    TrainingSettings sd21 = Presets.named("sd21").orElseThrow().settings();
    assertEquals(1e-2, sd21.getLearningRate());
    assertEquals(768, sd21.getResolution());
  }

  @Test
  void aNamedPresetTakesTheModelsResolution() {
    assertEquals(64, settings(TrainingJob.newBuilder().setPreset("sd15")).getResolution());
  }

  @Test
  void precisionIsTheClientsThenThePresetsThenTheModels() {
    TrainingJob.Builder job = TrainingJob.newBuilder();
    assertEquals(Precision.PRECISION_BF16, TrainingSettingsResolver.precision(job.build(), MODEL));
    assertEquals(
        Precision.PRECISION_INT8,
        TrainingSettingsResolver.precision(job.build(), Model.getDefaultInstance()));
    job.setPreset("int4");
    assertEquals(Precision.PRECISION_INT4, TrainingSettingsResolver.precision(job.build(), MODEL));
    job.setPrecision(Precision.PRECISION_FP32);
    assertEquals(Precision.PRECISION_FP32, TrainingSettingsResolver.precision(job.build(), MODEL));
  }

  @Test
  void aHistoryOfHalfTheWidthIsRefusedAndOneBelowIsNot() {
    assertEquals(383, settings(history(383, 1)).getHistory());
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refused(history(384, 1)));
    assertEquals(767, settings(history(767, 2)).getHistory());
    assertEquals(0, settings(history(0, 1)).getHistory());
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refused(history(1, 1)));
  }

  @Test
  void aResolutionBetweenLatentsIsRefused() {
    assertEquals(
        ErrorReason.ERROR_REASON_BAD_SETTINGS,
        refused(
            TrainingJob.newBuilder().setSettings(TrainingSettings.newBuilder().setResolution(66))));
  }

  @Test
  void anUnknownPresetIsRefused() {
    assertEquals(
        ErrorReason.ERROR_REASON_UNKNOWN_PRESET,
        refused(TrainingJob.newBuilder().setPreset("sd99")));
  }

  @Test
  void aModelWithoutSettingsNeedsAPreset() {
    Model plain = Model.newBuilder().setName("models/plain").setResolution(64).build();

    assertThrows(
        ServiceException.class,
        () -> TrainingSettingsResolver.settings(TrainingJob.getDefaultInstance(), plain, 1));
    assertEquals(
        30_000,
        TrainingSettingsResolver.settings(
                TrainingJob.newBuilder().setPreset("sd15").build(), plain, 1)
            .getSteps());
  }

  private static TrainingJob.Builder history(int history, int vectors) {
    return TrainingJob.newBuilder()
        .setSettings(TrainingSettings.newBuilder().setHistory(history).setVectors(vectors));
  }

  private static TrainingSettings settings(TrainingJob.Builder job) {
    return TrainingSettingsResolver.settings(job.build(), MODEL, 4);
  }

  private static ErrorReason refused(TrainingJob.Builder job) {
    return assertThrows(ServiceException.class, () -> settings(job)).reason();
  }
}
