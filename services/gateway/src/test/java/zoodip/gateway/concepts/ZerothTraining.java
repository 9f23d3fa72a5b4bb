package zoodip.gateway.concepts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.concepts.provenance.Provenance;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;

/**
 * Trains a job as a trainer does, with the real optimizer, but on losses of its own: says and
 * stores what a trainer would.
 */
public final class ZerothTraining {
  private static final String ATTEMPT = "a1";
  private static final int WIDTH = 128;

  private final Storage storage;
  private final BiConsumer<String, JobEvent.Builder> log;
  private final JobRecord job;
  private final ResourceName name;
  private final TrainingSpec spec;
  private final OptimizerSettings settings;
  private final float[] first = new float[WIDTH];

  /**
   * @param log says something about a job and waits until it is folded
   */
  public ZerothTraining(Storage storage, BiConsumer<String, JobEvent.Builder> log, JobRecord job) {
    this.storage = storage;
    this.log = log;
    this.job = job;
    name = ResourceName.parse(job.getName());
    spec = job.getSpec().getTraining();
    settings = Hyperparameters.of(spec).optimizer();
    for (int i = 0; i < WIDTH; i++) {
      first[i] = (float) Math.cos(i);
    }
  }

  /** All steps, in two journal segments. */
  public void train() {
    start();
    int steps = spec.getSettings().getSteps();
    Optimizer optimizer = settings.start(spec.getSeed(), ThetaLayout.of(List.of(WIDTH), 1), first);
    JournalRecorder recorder = new JournalRecorder(0, settings.candidates());
    while (optimizer.step() < steps) {
      float[] losses = losses(optimizer.ask());
      optimizer.tell(losses);
      recorder.add(optimizer.step(), losses);
      if (optimizer.step() == steps / 2 || optimizer.step() == steps) {
        commit(recorder.drain().orElseThrow());
      }
    }
    succeed(optimizer.theta());
  }

  /** Says that all steps are done, with a journal of equal losses and whatever theta. */
  public void pretend() {
    start();
    float[] losses = new float[spec.getSettings().getSteps() * settings.candidates()];
    Arrays.fill(losses, 0.5f);
    commit(new JournalSegment(1, settings.candidates(), losses));
    succeed(first);
  }

  private void start() {
    publish(JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt(ATTEMPT)));
  }

  private void commit(JournalSegment segment) {
    byte[] bytes = segment.encode();
    String key = ObjectKeys.journalSegment(name, ATTEMPT, (int) segment.firstStep());
    storage.put(key, bytes, "application/octet-stream");
    var reference =
        JournalSegmentReference.newBuilder()
            .setKey(key)
            .setFirstStep((int) segment.firstStep())
            .setLastStep((int) segment.lastStep())
            .setSha256(Sha256.of(bytes));
    publish(
        JobEvent.newBuilder()
            .setStepsCommitted(
                StepsCommitted.newBuilder().setAttempt(ATTEMPT).setSegment(reference)));
  }

  private void succeed(float[] theta) {
    String key = ObjectKeys.embedding(name, ATTEMPT);
    String provenanceKey = ObjectKeys.provenance(name, ATTEMPT);
    int steps = spec.getSettings().getSteps();
    new EmbeddingStore(storage)
        .write(
            key, spec.getPlaceholder(), new Embedding(List.<float[][]>of(new float[][] {theta})));
    var provenance =
        new Provenance(
            Provenance.FORMAT,
            job.getName(),
            ATTEMPT,
            JsonNodeFactory.instance.objectNode(),
            new Provenance.Learned(key, Sha256.of(theta), List.of(WIDTH), 1),
            Provenance.Start.of(first),
            new Provenance.Journal(steps, settings.candidates(), ""),
            List.of(),
            Map.of());
    storage.put(provenanceKey, provenance.toJson(), "application/json");
    var result =
        TrainingResult.newBuilder()
            .setEmbeddingKey(key)
            .setEmbeddingSha256(Sha256.of(theta))
            .setProvenanceKey(provenanceKey)
            .addEmbeddingWidths(WIDTH)
            .setSteps(steps);
    publish(
        JobEvent.newBuilder()
            .setSucceeded(Succeeded.newBuilder().setAttempt(ATTEMPT).setTraining(result)));
  }

  private void publish(JobEvent.Builder event) {
    log.accept(job.getName(), event);
  }

  private static float[] losses(float[][] candidates) {
    float[] losses = new float[candidates.length];
    for (int i = 0; i < losses.length; i++) {
      for (int j = 0; j < WIDTH; j++) {
        losses[i] += (candidates[i][j] - j % 3) * (candidates[i][j] - j % 3) / WIDTH;
      }
    }
    return losses;
  }
}
