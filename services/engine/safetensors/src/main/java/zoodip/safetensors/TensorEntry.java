package zoodip.safetensors;

import java.util.List;

/**
 * One tensor of a safetensors header.
 *
 * @param name the tensor's key
 * @param type the type of its elements
 * @param shape its dimensions, outermost first; empty for a scalar
 * @param offset where its bytes begin, counted from the start of the file
 * @param length its bytes, row-major and little-endian
 */
public record TensorEntry(
    String name, ElementType type, List<Long> shape, long offset, long length) {

  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** The dimensions as libtorch takes them. */
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
