package zoodip.singlefile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import zoodip.diffusion.weights.FiniteWeights;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorEntry;

/**
 * A tensor on its way from one file to another: read when it is written.
 *
 * @param name its key
 * @param bytes row-major and little-endian
 */
record LazyTensor(String name, ElementType type, List<Long> shape, Supplier<byte[]> bytes) {
  LazyTensor {
    shape = List.copyOf(shape);
  }

  /**
   * Of a file; one of 8-bit floating-point numbers becomes F16, which has them all. Reading it
   * fails where a number is not finite.
   */
  static LazyTensor of(SafetensorsFile file, String key) {
    TensorEntry entry = file.entry(key);
    boolean eightBits = entry.type().isEightBitFloat();
    return new LazyTensor(
        key,
        eightBits ? ElementType.F16 : entry.type(),
        entry.shape(),
        () -> {
          FiniteWeights.require(file, key);
          return eightBits ? file.halves(key) : file.bytes(key);
        });
  }

  LazyTensor named(String other) {
    return new LazyTensor(other, type, shape, bytes);
  }

  /**
   * The {@code part}th of {@code parts} equal groups of rows.
   *
   * @throws IllegalArgumentException if there are no such groups
   */
  LazyTensor rows(int part, int parts) {
    if (shape.isEmpty() || shape.get(0) % parts != 0) {
      throw new IllegalArgumentException("cannot be cut into %d equal parts".formatted(parts));
    }
    List<Long> fewer = new ArrayList<>(shape);
    fewer.set(0, shape.get(0) / parts);
    return new LazyTensor(
        name,
        type,
        fewer,
        () -> {
          byte[] all = bytes.get();
          int length = all.length / parts;
          return Arrays.copyOfRange(all, part * length, (part + 1) * length);
        });
  }

  /**
   * Of a matrix: rows become columns.
   *
   * @throws IllegalArgumentException if it is no matrix
   */
  LazyTensor transposed() {
    if (shape.size() != 2 || shape.get(0) > Integer.MAX_VALUE || shape.get(1) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("is no matrix");
    }
    int rows = Math.toIntExact(shape.get(0));
    int columns = Math.toIntExact(shape.get(1));
    return new LazyTensor(
        name,
        type,
        List.of(shape.get(1), shape.get(0)),
        () -> transposed(bytes.get(), rows, columns, type.bytes()));
  }

  private static byte[] transposed(byte[] from, int rows, int columns, int size) {
    byte[] to = new byte[from.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        System.arraycopy(
            from, (row * columns + column) * size, to, (column * rows + row) * size, size);
      }
    }
    return to;
  }

  /** A 1 x 1 convolution as the linear layer that it is; anything else as it is. */
  LazyTensor linear() {
    boolean convolution = shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 1;
    return convolution ? new LazyTensor(name, type, shape.subList(0, 2), bytes) : this;
  }
}
