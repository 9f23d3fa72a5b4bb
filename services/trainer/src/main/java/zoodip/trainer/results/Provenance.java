package zoodip.trainer.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Where an embedding comes from: enough to derive it again from its journal without the model, and
 * to train it again with the model.
 *
 * @param job the training job's name
 * @param attempt that finished it
 * @param training the job's spec: model and its digest, photos and theirs, settings, seed,
 *     precision
 * @param embedding what was learned
 * @param start where theta started
 * @param journal the losses
 * @param versions of the programs that computed it
 */
@JsonPropertyOrder({"format", "job", "attempt", "embedding", "journal", "start", "training"})
record Provenance(
    String format,
    String job,
    String attempt,
    JsonNode training,
    Embedding embedding,
    Start start,
    Journal journal,
    Map<String, String> versions) {
  static final String FORMAT = "zoodip.provenance.v1";

  /**
   * @param key of the object that holds it
   * @param sha256 of the fp32 little-endian bytes of all vectors in order
   * @param widths of a vector, for each text encoder
   */
  record Embedding(String key, String sha256, List<Integer> widths, int vectors) {}

  /**
   * @param theta fp32 little-endian bytes in base64
   */
  record Start(String theta, String sha256) {}

  /**
   * @param sha256 of all losses as fp32 little-endian bytes
   */
  record Journal(long steps, int lossesPerStep, String sha256) {}
}
