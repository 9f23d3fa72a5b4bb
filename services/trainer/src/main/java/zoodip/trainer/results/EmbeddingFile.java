package zoodip.trainer.results;

import java.util.List;
import zoodip.diffusion.weights.SafetensorsWriter;

/**
 * A learned embedding as a safetensors file: one tensor [vectors, width], named as its placeholder;
 * for two text encoders clip_l and clip_g, as diffusers reads them for SDXL.
 */
final class EmbeddingFile {
  private static final List<String> TWO_ENCODERS = List.of("clip_l", "clip_g");

  private EmbeddingFile() {}

  /**
   * @param vectors for each text encoder [vectors, width]
   */
  static byte[] of(String placeholder, List<float[][]> vectors) {
    SafetensorsWriter file = new SafetensorsWriter();
    for (int encoder = 0; encoder < vectors.size(); encoder++) {
      String name = vectors.size() == 1 ? placeholder : TWO_ENCODERS.get(encoder);
      add(file, name, vectors.get(encoder));
    }
    return file.toBytes();
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
