package zoodip.trainer.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.concepts.provenance.Rederivation;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.trainer.fixtures.ToyTraining;
import zoodip.trainer.fixtures.TrainerStore;
import zoodip.trainer.training.TrainingContext;
import zoodip.trainer.training.TrainingSession;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;

/** Two vectors for each of two text encoders, as SDXL has them, learned and derived again. */
@Timeout(120)
class TwoEncodersTest {
  private static final Path SDXL = Path.of("../engine/diffusion/src/test/resources/goldens/sdxl");
  private static final ResourceName JOB = ResourceName.trainingJob("tenants/t", "j");
  private static final int STEPS = 12;
  private static final int KILLED_AFTER = 7;
  private static final int VECTORS = 2;
  private static final int BLOCKS = 2 * VECTORS;
  private static final int INTERVAL = 5;

  @TempDir static Path folder;
  private static DiffusionModel model;
  private static TrainerStore store;
  private static ToyTraining toy;

  @BeforeAll
  static void open() {
    model = DiffusionModel.open(SDXL, ModelOptions.of(Precision.INT8));
    store = new TrainerStore(folder.resolve("store"));
    toy = new ToyTraining(folder.resolve("toy"));
  }

  @AfterAll
  static void close() {
    model.close();
    store.close();
  }

  @Test
  void whatIsLearnedAlongSensitivityIsDerivedAgainFromItsJournal() {
    TrainingSpec spec = spec();
    TrainingContext trainingContext =
        TrainingContext.prepare(model, spec, Hyperparameters.of(spec), toy.photos());
    TrainingSession undisturbed = trainingContext.begin();
    run(trainingContext, undisturbed, STEPS);
    TrainingSession killed = trainingContext.begin();
    run(trainingContext, killed, KILLED_AFTER);
    JournalSegment first = killed.drain().orElseThrow();
    assertEquals(2 * BLOCKS, first.bases().size());
    TrainingSession resumed = trainingContext.resume(LossJournal.of(List.of(first)));
    run(trainingContext, resumed, STEPS);
    assertArrayEquals(undisturbed.theta(), resumed.theta());
    assertAllLearned(trainingContext, resumed);

    TrainingResult result =
        new ResultWriter(store.storage(), Map.of())
            .write(JOB, "a1", spec, trainingContext, resumed);
    JobRecord job =
        JobRecord.newBuilder()
            .setName(JOB.toString())
            .setSpec(JobSpec.newBuilder().setTraining(spec))
            .addSegments(stored(first))
            .addSegments(stored(resumed.drain().orElseThrow()))
            .setTrainingResult(result)
            .build();
    Rederivation.Rederived again = new Rederivation(store.storage()).derive(job, step -> {});
    assertEquals(result.getEmbeddingSha256(), again.sha256());
    assertEquals(STEPS, again.steps());
    assertEquals(List.of(24, 40), result.getEmbeddingWidthsList());
  }

  private static void assertAllLearned(TrainingContext trainingContext, TrainingSession session) {
    List<float[][]> first = trainingContext.layout().split(trainingContext.firstTheta());
    List<float[][]> learned = trainingContext.layout().split(session.theta());
    assertEquals(2, learned.size());
    for (int encoder = 0; encoder < 2; encoder++) {
      for (int vector = 0; vector < VECTORS; vector++) {
        assertFalse(Arrays.equals(first.get(encoder)[vector], learned.get(encoder)[vector]));
      }
    }
  }

  private static void run(TrainingContext trainingContext, TrainingSession session, int steps) {
    while (session.steps() < steps) {
      session.renewBases(trainingContext);
      session.step(trainingContext);
    }
  }

  private static TrainingSpec spec() {
    TrainingSpec.Builder spec =
        toy.alongSensitivity(STEPS, zoodip.v1.Precision.PRECISION_INT8).toBuilder();
    spec.getSettingsBuilder().setVectors(VECTORS).setBasisInterval(INTERVAL);
    return spec.build();
  }

  private static JournalSegmentReference stored(JournalSegment segment) {
    byte[] bytes = segment.encode();
    String key = "job/journal/" + segment.firstStep() + ".bin";
    store.storage().put(key, bytes, "application/octet-stream");
    return JournalSegmentReference.newBuilder()
        .setKey(key)
        .setFirstStep((int) segment.firstStep())
        .setLastStep((int) segment.lastStep())
        .setSha256(Sha256.of(bytes))
        .build();
  }
}
