package zoodip.zeroth.journal;

import java.util.Arrays;

/**
 * The directions in which one learned vector moves, as they were measured before a step and hold
 * until the next basis of that vector: those in which the text encoder is sensitive to it, or the
 * principal components of the encoder's vocabulary.
 *
 * <p>A replay has no text encoder to measure them again, so the journal keeps them, in the rounding
 * that the optimizer itself computes with.
 *
 * @param step the first step that uses them, 1 or later
 * @param block index of the learned vector among all of theta
 * @param eigenvalues [k] of J'J or of the covariance, positive and falling
 * @param directions [k][width] the eigenvectors, each component rounded to a multiple of 1/32767
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in, compared by content
public record SensitivityBasis(long step, int block, float[] eigenvalues, short[][] directions) {
  /** What a component of 1 is stored as. */
  private static final int ONE = Short.MAX_VALUE;

  /** Refuses a basis that no optimizer can use with an {@link IllegalArgumentException}. */
  public SensitivityBasis {
    if (step < 1 || block < 0) {
      throw new IllegalArgumentException(
          "basis of step %d, block %d: steps start at 1, blocks at 0".formatted(step, block));
    }
    if (directions.length == 0 || directions.length != eigenvalues.length) {
      throw new IllegalArgumentException(
          "%d directions with %d eigenvalues: a basis has at least one, and as many of both"
              .formatted(directions.length, eigenvalues.length));
    }
    eigenvalues = eigenvalues.clone();
    directions = Arrays.stream(directions).map(short[]::clone).toArray(short[][]::new);
    requireFalling(eigenvalues);
    for (short[] direction : directions) {
      if (direction.length != directions[0].length || direction.length < directions.length) {
        throw new IllegalArgumentException(
            "%d directions of %d numbers: use as many numbers in each, and at least as many as directions"
                .formatted(directions.length, direction.length));
      }
    }
  }

  /**
   * A basis from unit vectors, rounded.
   *
   * @param directions [k][width] orthonormal
   */
  public static SensitivityBasis rounded(
      long step, int block, double[] eigenvalues, double[][] directions) {
    float[] values = new float[eigenvalues.length];
    short[][] rounded = new short[directions.length][];
    for (int i = 0; i < directions.length; i++) {
      values[i] = (float) eigenvalues[i];
      rounded[i] = new short[directions[i].length];
      for (int j = 0; j < rounded[i].length; j++) {
        rounded[i][j] = (short) Math.rint(directions[i][j] * ONE);
      }
    }
    return new SensitivityBasis(step, block, values, rounded);
  }

  /** Number of directions k. */
  public int size() {
    return directions.length;
  }

  /** Numbers of the learned vector. */
  public int width() {
    return directions[0].length;
  }

  /** The eigenvalue of direction {@code index}. */
  public double eigenvalue(int index) {
    return eigenvalues[index];
  }

  /** Direction {@code index} [width], a unit vector but for its rounding. */
  public double[] direction(int index) {
    double[] direction = new double[width()];
    for (int j = 0; j < direction.length; j++) {
      direction[j] = directions[index][j] / (double) ONE;
    }
    return direction;
  }

  @Override
  public float[] eigenvalues() {
    return eigenvalues.clone();
  }

  @Override
  public short[][] directions() {
    return Arrays.stream(directions).map(short[]::clone).toArray(short[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SensitivityBasis that
        && step == that.step
        && block == that.block
        && Arrays.equals(eigenvalues, that.eigenvalues)
        && Arrays.deepEquals(directions, that.directions);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(step) + block) + Arrays.deepHashCode(directions);
  }

  @Override
  public String toString() {
    return "SensitivityBasis[step %d, block %d, %d directions of %d numbers]"
        .formatted(step, block, size(), width());
  }

  private static void requireFalling(float[] eigenvalues) {
    float before = Float.MAX_VALUE;
    for (float value : eigenvalues) {
      if (!(value > 0 && value <= before)) {
        throw new IllegalArgumentException(
            "eigenvalue %s after %s: they are positive and fall".formatted(value, before));
      }
      before = value;
    }
  }
}
