package zoodip.concepts.provenance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import zoodip.platform.digest.Sha256;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.journal.ProbeLoss;

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
 * @param probes the losses on the probe set, in the order of their steps
 * @param versions of the programs that computed it
 */
@JsonPropertyOrder({
  "format",
  "job",
  "attempt",
  "embedding",
  "journal",
  "probes",
  "start",
  "training"
})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Provenance(
    String format,
    String job,
    String attempt,
    JsonNode training,
    Learned embedding,
    Start start,
    Journal journal,
    List<Probe> probes,
    Map<String, String> versions) {
  public static final String FORMAT = "zoodip.provenance.v1";

  /** Some megabytes of prompts and probes at most. */
  static final int MOST_BYTES = 32 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** No probes where none are told. */
  public Provenance {
    probes = probes == null ? List.of() : List.copyOf(probes);
  }

  /**
   * @param key of the object that holds it
   * @param sha256 of the fp32 little-endian bytes of all vectors in order
   * @param widths of a vector, for each text encoder
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Learned(String key, String sha256, List<Integer> widths, int vectors) {}

  /**
   * @param theta fp32 little-endian bytes in base64
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Start(String theta, String sha256) {
    public static Start of(float[] theta) {
      return new Start(Base64.getEncoder().encodeToString(Sha256.bytes(theta)), Sha256.of(theta));
    }
  }

  /**
   * @param sha256 of all losses as fp32 little-endian bytes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Journal(long steps, int lossesPerStep, String sha256) {}

  /**
   * @param step finished steps when it was measured
   * @param rows of the UNet that it took
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Probe(long step, double loss, int rows) {
    public static Probe of(ProbeLoss probe) {
      return new Probe(probe.step(), probe.loss(), probe.rows());
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Provenance parse(byte[] json) {
    if (json.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "it is no provenance: it has %,d bytes, at most %,d are read"
              .formatted(json.length, MOST_BYTES));
    }
    Provenance read;
    try {
      read = JSON.readValue(json, Provenance.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no provenance: " + e.getMessage(), e);
    }
    if (read == null || !FORMAT.equals(read.format())) {
      throw new IllegalArgumentException(
          "its format is %s, but only %s is known"
              .formatted(read == null ? "missing" : read.format(), FORMAT));
    }
    return read;
  }

  public byte[] toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every provenance can be written as JSON", e);
    }
  }

  /**
   * Where the learned vectors lie in theta.
   *
   * @throws IllegalArgumentException if it does not tell what was learned
   */
  public ThetaLayout layout() {
    if (embedding == null
        || embedding.widths() == null
        || embedding.widths().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("it does not tell the widths of what was learned");
    }
    return ThetaLayout.of(embedding.widths(), embedding.vectors());
  }

  /**
   * Theta [d] before the first step.
   *
   * @throws IllegalArgumentException if it is not told, or not what its digest names
   */
  public float[] firstTheta() {
    if (start == null || start.theta() == null) {
      throw new IllegalArgumentException("it does not tell where theta started");
    }
    byte[] bytes = Base64.getDecoder().decode(start.theta());
    String found = Sha256.of(bytes);
    if (!found.equals(start.sha256())) {
      throw new IllegalArgumentException(
          "the SHA-256 of the first theta is %s, not %s".formatted(found, start.sha256()));
    }
    int dimension = layout().dimension();
    if (bytes.length != (long) Float.BYTES * dimension) {
      throw new IllegalArgumentException(
          "the first theta has %d numbers, but what was learned has %d"
              .formatted(bytes.length / Float.BYTES, dimension));
    }
    float[] theta = new float[dimension];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(theta);
    return theta;
  }
}
