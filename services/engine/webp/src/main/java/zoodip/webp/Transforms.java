package zoodip.webp;

/** From coefficients to residuals (RFC 6386, section 14). */
final class Transforms {
  private Transforms() {}

  /** The Walsh-Hadamard transform of the 16 means, written as the first coefficients of blocks. */
  static void spreadMeans(int[] means, int[] values) {
    int[] half = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = means[i] + means[12 + i];
      int b = means[4 + i] + means[8 + i];
      int c = means[4 + i] - means[8 + i];
      int d = means[i] - means[12 + i];
      half[i] = a + b;
      half[4 + i] = d + c;
      half[8 + i] = a - b;
      half[12 + i] = d - c;
    }
    for (int i = 0; i < 4; i++) {
      int rounded = half[4 * i] + 3;
      int a = rounded + half[4 * i + 3];
      int b = half[4 * i + 1] + half[4 * i + 2];
      int c = half[4 * i + 1] - half[4 * i + 2];
      int d = rounded - half[4 * i + 3];
      values[16 * (4 * i)] = (a + b) >> 3;
      values[16 * (4 * i + 1)] = (d + c) >> 3;
      values[16 * (4 * i + 2)] = (a - b) >> 3;
      values[16 * (4 * i + 3)] = (d - c) >> 3;
    }
  }

  /** Adds the inverse DCT of the 16 values from {@code from} to a 4 x 4 block of pixels. */
  static void addResidual(int[] values, int from, Plane plane, int at) {
    int[] half = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = values[from + i] + values[from + 8 + i];
      int b = values[from + i] - values[from + 8 + i];
      int c = sine(values[from + 4 + i]) - cosine(values[from + 12 + i]);
      int d = cosine(values[from + 4 + i]) + sine(values[from + 12 + i]);
      half[4 * i] = a + d;
      half[4 * i + 1] = b + c;
      half[4 * i + 2] = b - c;
      half[4 * i + 3] = a - d;
    }
    for (int i = 0; i < 4; i++) {
      int rounded = half[i] + 4;
      int a = rounded + half[8 + i];
      int b = rounded - half[8 + i];
      int c = sine(half[4 + i]) - cosine(half[12 + i]);
      int d = cosine(half[4 + i]) + sine(half[12 + i]);
      int row = at + i * plane.stride();
      plane.add(row, (a + d) >> 3);
      plane.add(row + 1, (b + c) >> 3);
      plane.add(row + 2, (b - c) >> 3);
      plane.add(row + 3, (a - d) >> 3);
    }
  }

  /** Times sqrt(2) cos(pi / 8). */
  private static int cosine(int value) {
    return ((value * 20091) >> 16) + value;
  }

  /** Times sqrt(2) sin(pi / 8). */
  private static int sine(int value) {
    return (value * 35468) >> 16;
  }
}
