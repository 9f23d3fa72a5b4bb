package zoodip.diffusion.clip;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of numbers. */
final class L2Normalization {
  private L2Normalization() {}

  /** The rows of a matrix. */
  static List<float[]> rows(NDArray matrix) {
    int width = Math.toIntExact(matrix.getShape().get(1));
    float[] flat = matrix.toFloatArray();
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < flat.length; i += width) {
      rows.add(Arrays.copyOfRange(flat, i, i + width));
    }
    return rows;
  }

  /** The same directions with unit length. */
  static float[][] normalised(float[][] rows) {
    return Arrays.stream(rows).map(L2Normalization::normalised).toArray(float[][]::new);
  }

  private static float[] normalised(float[] row) {
    double square = 0;
    for (float value : row) {
      square += (double) value * value;
    }
    double length = Math.sqrt(square);
    float[] unit = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      unit[i] = (float) (row[i] / length);
    }
    return unit;
  }
}
