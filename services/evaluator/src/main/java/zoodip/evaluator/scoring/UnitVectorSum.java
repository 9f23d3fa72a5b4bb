package zoodip.evaluator.scoring;

/**
 * The sum of the unit vectors along some embeddings. The mean cosine similarity over all pairs
 * follows from such sums alone, since the cosine of two embeddings is the dot product of their unit
 * vectors: no pair is looked at, and no embedding kept.
 */
final class UnitVectorSum {
  private final double[] sum;
  private int count;

  /**
   * @param width of the embeddings
   */
  UnitVectorSum(int width) {
    sum = new double[width];
  }

  /** Adds the direction of {@code embedding}, [width]. */
  void add(float[] embedding) {
    double[] unit = unit(embedding);
    if (unit.length != sum.length) {
      throw new IllegalArgumentException(
          "An embedding of width %d among those of width %d".formatted(unit.length, sum.length));
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += unit[i];
    }
    count++;
  }

  /** Mean cosine over all pairs of one of these and one of {@code others}. */
  double meanCosine(UnitVectorSum others) {
    return bounded(dot(sum, others.sum) / ((double) count * others.count));
  }

  /** Mean cosine over all pairs of two different ones of these; there are at least two. */
  double meanCosineOfDifferent() {
    // of the count^2 ordered pairs, count are of one vector with itself and have cosine 1
    return bounded((dot(sum, sum) - count) / ((double) count * (count - 1)));
  }

  /** None, of embeddings of the same width. */
  UnitVectorSum empty() {
    return new UnitVectorSum(sum.length);
  }

  int count() {
    return count;
  }

  /**
   * Cosine similarity of two embeddings.
   *
   * @throws NotFiniteException if one has no direction
   */
  static double cosine(float[] a, float[] b) {
    return bounded(dot(unit(a), unit(b)));
  }

  private static double[] unit(float[] embedding) {
    double squares = 0;
    for (float value : embedding) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    if (!Double.isFinite(length) || length == 0) {
      throw new NotFiniteException(length);
    }
    double[] unit = new double[embedding.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = embedding[i] / length;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Rounding can leave the interval by some 1e-16. */
  private static double bounded(double cosine) {
    return Math.max(-1, Math.min(1, cosine));
  }
}
