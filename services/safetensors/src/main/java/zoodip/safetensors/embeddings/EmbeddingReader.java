package zoodip.safetensors.embeddings;

import java.util.List;
import java.util.Set;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorEntry;

/** Finds the vectors in a file whose writer is not known. */
final class EmbeddingReader {
  private EmbeddingReader() {}

  static Embedding read(SafetensorsFile file) {
    try {
      return new Embedding(tensors(file).stream().map(name -> rows(file, name)).toList());
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException(file.path(), e.getMessage(), e);
    }
  }

  /** The names of the tensors, in the order of the text encoders. */
  private static List<String> tensors(SafetensorsFile file) {
    Set<String> names = file.names();
    if (names.size() == 1) {
      return List.copyOf(names);
    }
    if (names.equals(Set.copyOf(EmbeddingForm.TWO_ENCODERS))) {
      return EmbeddingForm.TWO_ENCODERS;
    }
    throw new SafetensorsException(
        file.path(),
        "is not an embedding: it has %s, but an embedding is one tensor (of any name), or clip_l and clip_g for the two text encoders of SDXL"
            .formatted(names.isEmpty() ? "no tensor" : "the tensors " + firstFew(names)));
  }

  private static String firstFew(Set<String> names) {
    int most = 5;
    String few = String.join(", ", names.stream().limit(most).toList());
    return names.size() > most ? few + " and " + (names.size() - most) + " more" : few;
  }

  private static float[][] rows(SafetensorsFile file, String name) {
    TensorEntry entry = file.entry(name);
    int dimensions = entry.shape().size();
    if (dimensions < 1 || dimensions > 2 || entry.size() == 0) {
      throw new SafetensorsException(
          file.path(),
          "tensor %s has the shape %s instead of [vectors, width] or [width]"
              .formatted(name, entry.shape()));
    }
    int width = Math.toIntExact(entry.shape().get(dimensions - 1));
    float[] values = file.floats(name);
    requireFinite(file, name, values);
    float[][] rows = new float[values.length / width][width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(values, row * width, rows[row], 0, width);
    }
    return rows;
  }

  private static void requireFinite(SafetensorsFile file, String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new SafetensorsException(
            file.path(),
            "number %d of tensor %s is %s: nothing can be drawn with it"
                .formatted(i, name, values[i]));
      }
    }
  }
}
