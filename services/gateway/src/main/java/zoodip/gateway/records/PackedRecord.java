package zoodip.gateway.records;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.ObjectReference;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.JobState;
import zoodip.v1.Precision;
import zoodip.v1.TrainingSettings;

/**
 * A record as little as it takes in memory: what all records have in common, names of fields, ends
 * of keys and usual settings, stands in a dictionary that is there once. Never stored.
 *
 * @param bytes a frame of Zstandard
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackedRecord(byte[] bytes) {
  private static final int LEVEL = 1;
  private static final byte[] USUAL = usual().toByteArray();
  private static final ZstdDictCompress PACKING = new ZstdDictCompress(USUAL, LEVEL);

  // one thread packs
  private static final ThreadLocal<ZstdCompressCtx> CONTEXT =
      ThreadLocal.withInitial(() -> new ZstdCompressCtx().loadDict(PACKING));

  private static final ZstdDictDecompress UNPACKING = new ZstdDictDecompress(USUAL);

  /** Packs a serialized JobRecord. */
  static PackedRecord of(byte[] record) {
    return new PackedRecord(CONTEXT.get().compress(record));
  }

  /** The serialized JobRecord. */
  byte[] unpacked() {
    return Zstd.decompress(bytes, UNPACKING, size());
  }

  /** Bytes of the serialized record. */
  int size() {
    return Math.toIntExact(Zstd.getFrameContentSize(bytes));
  }

  private static JobRecord usual() {
    ResourceName job = ResourceName.trainingJob("tenants/t", "j");
    return JobRecord.newBuilder()
        .setName(job.toString())
        .setState(JobState.JOB_STATE_SUCCEEDED)
        .setSpec(
            JobSpec.newBuilder()
                .setTraining(
                    TrainingSpec.newBuilder()
                        .setSubject("tenants/t/subjects/s")
                        .setModel("models/m")
                        .setConcept("tenants/t/concepts/c")
                        .setPlaceholder("<c>")
                        .setPrecision(Precision.PRECISION_INT8)
                        .setEvaluation(EvaluationSettings.newBuilder().setImagesPerPrompt(4))
                        .setSettings(settings())))
        .setTrainingResult(
            TrainingResult.newBuilder()
                .setEmbeddingKey(ObjectKeys.embedding(job, "a"))
                .setProvenanceKey(ObjectKeys.provenance(job, "a"))
                .addEmbeddingWidths(768)
                .setSteps(30_000))
        .addSegments(
            JournalSegmentReference.newBuilder()
                .setKey(ObjectKeys.archive(job, 1) + "journal.bin")
                .setFirstStep(1)
                .setLastStep(30_000))
        .setArchive(ObjectReference.newBuilder().setKey(ObjectKeys.archive(job, 1) + "record.bin"))
        .build();
  }

  private static TrainingSettings settings() {
    return TrainingSettings.newBuilder()
        .setSteps(30_000)
        .setDirections(2)
        .setSmoothing(1e-3)
        .setLearningRate(5e-3)
        .setFinalLearningRate(5e-3)
        .setEpsilon(1e-3)
        .setBeta1(0.9)
        .setBeta2(0.999)
        .setHistory(128)
        .setVarianceCut(1e-3)
        .setTimestepLow(500)
        .setTimestepHigh(900)
        .setFlipProbability(0.5)
        .setVectors(1)
        .build();
  }
}
