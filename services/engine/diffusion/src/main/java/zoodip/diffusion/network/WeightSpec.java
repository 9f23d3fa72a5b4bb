package zoodip.diffusion.network;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A weight that a network must have.
 *
 * @param name its key in the checkpoint
 * @param shape its dimensions
 * @param kind what it is used for
 */
record WeightSpec(String name, List<Long> shape, Kind kind) {

  /** What a weight is used for, which decides how it is stored. */
  enum Kind {
    /** Of a linear layer or a convolution: quantized. */
    WEIGHT(0),
    /** Rows that are looked up. */
    EMBEDDING(1),
    /** Of a norm, or a bias. */
    VECTOR(2);

    private final long code;

    Kind(long code) {
      this.code = code;
    }

    /** As the programs' {@code put} takes it. */
    long code() {
      return code;
    }
  }

  WeightSpec {
    shape = List.copyOf(shape);
  }

  long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  String shapeText() {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
