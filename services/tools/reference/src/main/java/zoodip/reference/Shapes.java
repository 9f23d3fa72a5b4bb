package zoodip.reference;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Refuses given entries that a model cannot take, before they reach a network. */
final class Shapes {
  /** A dimension of any size. */
  static final long ANY = -1;

  private final Reference reference;

  Shapes(Reference reference) {
    this.reference = reference;
  }

  /** Throws unless {@code name} is there in this shape, whose dimensions may be {@link #ANY}. */
  void expect(String name, long... expected) {
    long[] actual = reference.shape(name);
    boolean fits = actual.length == expected.length && LongStream.of(actual).allMatch(d -> d > 0);
    for (int i = 0; fits && i < expected.length; i++) {
      fits = expected[i] == ANY || expected[i] == actual[i];
    }
    if (!fits) {
      throw reference.wrong(
          name, "has shape " + Arrays.toString(actual) + "; this model takes " + text(expected));
    }
  }

  /** Throws unless {@code name} has {@code rows} rows of that shape, or one for all. */
  void expectRows(String name, long rows, long... row) {
    long[] shape = LongStream.concat(LongStream.of(rows), LongStream.of(row)).toArray();
    if (reference.shape(name).length == shape.length && reference.shape(name)[0] == 1) {
      shape[0] = 1;
    }
    expect(name, shape);
  }

  /** Throws unless {@code name} holds ids of texts of at most {@code tokens} tokens. */
  void expectUpTo(String name, int tokens) {
    expect(name, ANY, ANY);
    long length = reference.shape(name)[1];
    if (length > tokens) {
      throw reference.wrong(
          name, "holds texts of " + length + " tokens; this model takes " + tokens);
    }
  }

  /** Throws unless {@code name} is there in the shape of another entry. */
  void expectLike(String name, String other) {
    expect(name, reference.shape(other));
  }

  private static String text(long[] shape) {
    return LongStream.of(shape)
        .mapToObj(size -> size == ANY ? "any" : String.valueOf(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
