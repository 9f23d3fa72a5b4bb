package zoodip.trainer.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.concepts.provenance.Provenance;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.trainer.training.TrainingContext;
import zoodip.trainer.training.TrainingSession;
import zoodip.zeroth.ThetaLayout;

/** Writes what a finished training leaves, under the keys of the attempt that finished it. */
public final class ResultWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final EmbeddingStore embeddings;
  private final Map<String, String> versions;

  /**
   * @param versions of the programs that train, by name, for the record
   */
  public ResultWriter(Storage storage, Map<String, String> versions) {
    this.storage = storage;
    embeddings = new EmbeddingStore(storage);
    this.versions = versions;
  }

  /**
   * Writes embedding and provenance.
   *
   * @throws zoodip.platform.storage.StorageException if the object store does not take them
   */
  public TrainingResult write(
      ResourceName job,
      String attempt,
      TrainingSpec spec,
      TrainingContext trainingContext,
      TrainingSession session) {
    float[] theta = session.theta();
    Provenance.Learned embedding =
        new Provenance.Learned(
            ObjectKeys.embedding(job, attempt),
            Sha256.of(theta),
            trainingContext.layout().encoders().stream()
                .map(ThetaLayout.TokenVectors::width)
                .toList(),
            trainingContext.hyperparameters().vectors());
    Provenance provenance =
        new Provenance(
            Provenance.FORMAT,
            job.toString(),
            attempt,
            json(spec),
            embedding,
            Provenance.Start.of(trainingContext.firstTheta()),
            journal(session),
            session.losses().probes().stream().map(Provenance.Probe::of).toList(),
            versions);
    embeddings.write(
        embedding.key(),
        spec.getPlaceholder(),
        new Embedding(trainingContext.layout().split(theta)));
    String provenanceKey = ObjectKeys.provenance(job, attempt);
    storage.put(provenanceKey, provenance.toJson(), "application/json");
    return TrainingResult.newBuilder()
        .setEmbeddingKey(embedding.key())
        .setEmbeddingSha256(embedding.sha256())
        .setProvenanceKey(provenanceKey)
        .addAllEmbeddingWidths(embedding.widths())
        .setSteps(Math.toIntExact(session.steps()))
        .build();
  }

  private static Provenance.Journal journal(TrainingSession session) {
    return new Provenance.Journal(
        session.steps(),
        session.hyperparameters().optimizer().candidates(),
        session.lossesSha256());
  }

  private static JsonNode json(TrainingSpec spec) {
    try {
      return JSON.readTree(JsonFormat.printer().print(spec));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalStateException("Every spec can be written as JSON", e);
    }
  }
}
