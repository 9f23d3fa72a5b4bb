package zoodip.safetensors.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.ImageSignature;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorEntry;

/** Finds the vectors in a file whose writer is not known. */
final class EmbeddingReader {
  /** More than fit into a prompt; each takes memory beside its numbers. */
  private static final int MOST_VECTORS = 1_024;

  private EmbeddingReader() {}

  /** Refuses what PyTorch pickled, with what to do: such files are programs. */
  static void requireNoPickle(Path name, byte[] content) {
    boolean zip = content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] == 3;
    boolean plain =
        content.length > 1 && content[0] == (byte) 0x80 && content[1] >= 2 && content[1] <= 5;
    if (zip || (plain && !(content.length > 8 && content[8] == '{'))) {
      throw new SafetensorsException(
          name,
          "is a pickle of PyTorch (.pt, .bin, .pti), which runs code when it is read; convert it to"
              + " safetensors where you trust it: load it with torch.load(weights_only=True) and"
              + " write its tensors with safetensors.torch.save_file");
    }
  }

  /** Refuses the images in which AUTOMATIC1111's web UI hides embeddings. */
  static void requireNoImage(Path name, byte[] content) {
    if (ImageSignature.matches(content)) {
      throw new SafetensorsException(
          name,
          "is a picture; if AUTOMATIC1111's web UI keeps an embedding in it, take the .pt file that"
              + " it was made of and convert that to safetensors where you trust it");
    }
  }

  static Embedding read(SafetensorsFile file, EncoderTensors tensors) {
    try {
      return new Embedding(tensors.names().stream().map(names -> rows(file, names)).toList());
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException(file.path(), e.getMessage(), e);
    }
  }

  private static float[][] rows(SafetensorsFile file, List<String> names) {
    List<float[]> rows = new ArrayList<>();
    for (String name : names) {
      rows.addAll(List.of(rows(file, name)));
    }
    for (float[] row : rows) {
      if (row.length != rows.get(0).length) {
        throw new IllegalArgumentException(
            "vectors of %d and of %d numbers stand for one text encoder"
                .formatted(rows.get(0).length, row.length));
      }
    }
    return rows.toArray(float[][]::new);
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
    if (dimensions == 2 && entry.shape().get(0) > MOST_VECTORS) {
      throw new SafetensorsException(
          file.path(),
          "tensor %s has %,d vectors, at most %,d are read: it is no embedding of a placeholder"
              .formatted(name, entry.shape().get(0), MOST_VECTORS));
    }
    int width = Math.toIntExact(entry.shape().get(dimensions - 1));
    float[] values = file.floats(name);
    requireFinite(file, name, values);
    float[][] rows = new float[values.length / width][width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(values, row * width, rows[row], 0, width);
    }
    if (entry.type() == ElementType.F64) {
      requireNoneVanished(file, name, rows);
    }
    return rows;
  }

  /** Numbers below 1.4e-45 are zero in fp32: a vector of nothing else would be lost in silence. */
  private static void requireNoneVanished(SafetensorsFile file, String name, float[][] rows) {
    byte[] doubles = file.bytes(name);
    int bytes = rows[0].length * Double.BYTES;
    for (int row = 0; row < rows.length; row++) {
      DoubleBuffer kept =
          ByteBuffer.wrap(doubles, row * bytes, bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asDoubleBuffer();
      if (isZero(rows[row]) && !isZero(kept)) {
        throw new SafetensorsException(
            file.path(),
            ("vector %d of tensor %s has numbers so small that all become zero in fp32, which"
                    + " embeddings are kept in: nothing of it would be left")
                .formatted(row, name));
      }
    }
  }

  private static boolean isZero(float[] row) {
    for (float number : row) {
      if (number != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(DoubleBuffer row) {
    while (row.hasRemaining()) {
      if (row.get() != 0) {
        return false;
      }
    }
    return true;
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
