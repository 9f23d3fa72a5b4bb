package zoodip.concepts.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.concepts.fixtures.ConceptStore;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;
import zoodip.v1.GradientEstimator;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.ProbeLoss;
import zoodip.zeroth.journal.SensitivityBasis;

class RederivationTest {
  private static final int STEPS = 12;
  private static final int WIDTH = 16;
  private static final String PROVENANCE = "job/provenance.json";

  @TempDir static Path folder;
  private static ConceptStore objects;
  private static Storage storage;
  private JobRecord job;
  private float[] learned;

  @BeforeAll
  static void start() {
    objects = new ConceptStore(folder);
    storage = objects.storage();
  }

  @AfterAll
  static void stop() {
    objects.close();
  }

  @BeforeEach
  void train() {
    train(settings());
  }

  private void train(TrainingSettings settings) {
    Hyperparameters hyperparameters = Hyperparameters.of(record(settings).getSpec().getTraining());
    OptimizerSettings asked = hyperparameters.optimizer();
    List<ProbeLoss> probes = new ArrayList<>();
    float[] first = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      first[i] = (float) Math.sin(i);
    }
    Optimizer optimizer = asked.start(7, ThetaLayout.of(List.of(WIDTH), 1), first);
    JournalRecorder recorder = new JournalRecorder(0, asked.candidates());
    JobRecord.Builder record = record(settings);
    while (optimizer.step() < STEPS && !hyperparameters.probe().end(probes)) {
      List<SensitivityBasis> bases =
          optimizer.neededBases().stream().map(request -> request.choose(measured())).toList();
      if (!bases.isEmpty()) {
        optimizer.use(bases);
        bases.forEach(recorder::add);
      }
      float[] losses = losses(optimizer.ask());
      optimizer.tell(losses);
      recorder.add(optimizer.step(), losses);
      if (settings.getProbeShare() > 0 && optimizer.step() % 2 == 0) {
        probes.add(new ProbeLoss(optimizer.step(), 4, 0.5));
        recorder.add(probes.get(probes.size() - 1));
      }
      if (optimizer.step() % 5 == 0) {
        record.addSegments(stored(recorder.drain().orElseThrow()));
      }
    }
    recorder.drain().ifPresent(segment -> record.addSegments(stored(segment)));
    learned = optimizer.theta();
    storage.put(PROVENANCE, provenance(first).toJson(), "application/json");
    job = record.build();
  }

  @Test
  void theJournalGivesWhatWasLearnedToTheBit() {
    var again = derive(job);
    assertArrayEquals(learned, again.theta());
    assertEquals(Sha256.of(learned), again.sha256());
    assertEquals(STEPS, again.steps());
  }

  @Test
  void soDoesOneOfATrainingAlongSensitivityDirections() {
    train(alongSensitivity());
    assertArrayEquals(learned, derive(job).theta());
  }

  @Test
  void soDoesOneOfGradientFreeTextualInversion() {
    train(gradientFree());
    assertArrayEquals(learned, derive(job).theta());
  }

  @Test
  void anObjectLargerThanAnyProvenanceIsALoss() {
    String key = job.getTrainingResult().getProvenanceKey();
    storage.put(key, new byte[(32 << 20) + 1], "application/json");
    assertLoss(key + " has more than 33,554,432 bytes", job);
  }

  @Test
  void aMethodThatIsNotKnownIsALoss() {
    JobRecord.Builder other = job.toBuilder();
    other.getSpecBuilder().getTrainingBuilder().getSettingsBuilder().setMethodValue(99);
    assertLoss("number 99", other.build());
  }

  @Test
  void whoDoesNotWaitAnyMoreEndsIt() {
    var given =
        assertThrows(
            IllegalStateException.class,
            () ->
                new Rederivation(storage)
                    .derive(
                        job,
                        step -> {
                          throw new IllegalStateException("given up after " + step);
                        }));
    assertEquals("given up after 1", given.getMessage());
  }

  @Test
  void aJournalThatIsNotWholeIsALoss() {
    JobRecord shorter = job.toBuilder().removeSegments(2).build();
    assertLoss("has 10 of 12 steps", shorter);
  }

  @Test
  void aTrainingThatItsProbesEndedIsWholeWhereTheyDid() {
    train(settings().toBuilder().setProbeShare(0.05).setStopAfterProbes(2).build());
    var again = derive(job);
    assertEquals(6, again.steps());
    assertArrayEquals(learned, again.theta());
    assertLoss("has 5 of 12 steps", job.toBuilder().removeSegments(1).build());
    JobRecord.Builder without = job.toBuilder();
    without.getSpecBuilder().getTrainingBuilder().getSettingsBuilder().clearStopAfterProbes();
    assertLoss("has 6 of 12 steps", without.build());
  }

  @Test
  void aProvenanceThatIsGoneOrOfAnotherKindIsALoss() {
    storage.put(PROVENANCE, "{}".getBytes(UTF_8), "application/json");
    assertLoss(PROVENANCE, job);
    storage.delete(PROVENANCE);
    assertLoss("is gone", job);
  }

  @Test
  void settingsThatDoNotFitTheJournalAreALoss() {
    JobRecord.Builder other = job.toBuilder();
    other.getSpecBuilder().getTrainingBuilder().getSettingsBuilder().setDirections(4);
    assertLoss("losses a step", other.build());
  }

  private static void assertLoss(String problem, JobRecord job) {
    var error = assertThrows(ServiceException.class, () -> derive(job));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, error.reason());
    assertTrue(error.getMessage().contains(problem), error.getMessage());
  }

  private static Rederivation.Rederived derive(JobRecord job) {
    return new Rederivation(storage).derive(job, step -> {});
  }

  private static JobRecord.Builder record(TrainingSettings settings) {
    return JobRecord.newBuilder()
        .setName("tenants/t/trainingJobs/j")
        .setSpec(
            JobSpec.newBuilder()
                .setTraining(TrainingSpec.newBuilder().setSeed(7).setSettings(settings)))
        .setTrainingResult(TrainingResult.newBuilder().setProvenanceKey(PROVENANCE));
  }

  private static JournalSegmentReference stored(JournalSegment segment) {
    byte[] bytes = segment.encode();
    String key = "job/journal/" + Sha256.of(bytes) + ".bin";
    storage.put(key, bytes, "application/octet-stream");
    return JournalSegmentReference.newBuilder()
        .setKey(key)
        .setFirstStep((int) segment.firstStep())
        .setLastStep((int) segment.lastStep())
        .setSha256(Sha256.of(bytes))
        .build();
  }

  private static Provenance provenance(float[] first) {
    return new Provenance(
        Provenance.FORMAT,
        "tenants/t/trainingJobs/j",
        "a1",
        JsonNodeFactory.instance.objectNode(),
        new Provenance.Learned("key", "", List.of(WIDTH), 1),
        Provenance.Start.of(first),
        new Provenance.Journal(STEPS, 4, ""),
        List.of(),
        Map.of());
  }

  private static double[][] measured() {
    double[][] squared = new double[WIDTH][WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      squared[i][i] = 1.0 / (1 + i);
    }
    return squared;
  }

  private static TrainingSettings alongSensitivity() {
    return TrainingSettings.newBuilder()
        .setMethod(TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS)
        .setSteps(STEPS)
        .setDirections(3)
        .setSmoothing(0.08)
        .setLearningRate(0.06)
        .setFinalLearningRate(0)
        .setBeta1(0.9)
        .setBeta2(0.99)
        .setDamping(0.001)
        .setBasisInterval(4)
        .setBasisShare(0.9)
        .setBasisFewest(4)
        .setBasisMost(8)
        .setBasisDifference(0.008)
        .setTimestepLow(500)
        .setTimestepHigh(900)
        .build();
  }

  private static TrainingSettings gradientFree() {
    return TrainingSettings.newBuilder()
        .setMethod(TrainingMethod.TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION)
        .setSteps(STEPS)
        .setIntrinsicDimension(12)
        .setPopulation(6)
        .setSigma(1)
        .setAlpha(1)
        .setTimestepLow(0)
        .setTimestepHigh(1000)
        .build();
  }

  private static float[] losses(float[][] candidates) {
    float[] losses = new float[candidates.length];
    for (int i = 0; i < losses.length; i++) {
      for (float number : candidates[i]) {
        losses[i] += (number - 1) * (number - 1);
      }
    }
    return losses;
  }

  private static TrainingSettings settings() {
    return TrainingSettings.newBuilder()
        .setSteps(STEPS)
        .setEstimator(GradientEstimator.GRADIENT_ESTIMATOR_RGE)
        .setDirections(3)
        .setSmoothing(0.01)
        .setLearningRate(0.03)
        .setBeta1(0.9)
        .setBeta2(0.999)
        .setEpsilon(0.001)
        .setHistory(4)
        .setVarianceCut(0.001)
        .setTimestepLow(500)
        .setTimestepHigh(900)
        .build();
  }
}
