package zoodip.safetensors.embeddings;

import java.util.List;
import java.util.Map;
import zoodip.safetensors.SafetensorsWriter;

/**
 * How programs keep an embedding in a safetensors file. The two text encoders of SDXL stand under
 * clip_l and clip_g in every form.
 */
public enum EmbeddingForm {
  /** learned_embeds.safetensors of diffusers: one tensor [k, width], named as the placeholder. */
  DIFFUSERS,
  /** As AUTOMATIC1111's web UI, ComfyUI and kohya's scripts read it: one tensor emb_params. */
  EMB_PARAMS;

  static final List<String> TWO_ENCODERS = List.of("clip_l", "clip_g");

  /**
   * The embedding as a file of this form; the same embedding always gives the same bytes.
   *
   * @param placeholder how prompts name it
   * @param metadata free-form strings that go along, in their order
   */
  public byte[] write(String placeholder, Embedding embedding, Map<String, String> metadata) {
    SafetensorsWriter file = new SafetensorsWriter();
    metadata.forEach(file::metadata);
    List<String> names = names(placeholder, embedding.encoders().size());
    for (int encoder = 0; encoder < names.size(); encoder++) {
      add(file, names.get(encoder), embedding.encoders().get(encoder));
    }
    return file.toBytes();
  }

  private List<String> names(String placeholder, int encoders) {
    return switch (encoders) {
      case 1 -> List.of(this == DIFFUSERS ? placeholder : "emb_params");
      case 2 -> TWO_ENCODERS;
      default ->
          throw new IllegalArgumentException(
              "there is no file form for the embedding of %d text encoders".formatted(encoders));
    };
  }

  private static void add(SafetensorsWriter file, String name, float[][] rows) {
    int width = rows[0].length;
    float[] values = new float[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * width, width);
    }
    file.floats(name, values, rows.length, width);
  }
}
