package zoodip.webp;

/** Arithmetic of pixels, byte by byte. */
final class Argb {
  private Argb() {}

  /** Sums modulo 256. */
  static int sum(int a, int b) {
    int alphaGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
    int redBlue = (a & 0xff00ff) + (b & 0xff00ff);
    return alphaGreen & 0xff00ff00 | redBlue & 0xff00ff;
  }

  /** Means, rounded down. */
  static int mean(int a, int b) {
    return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
  }

  /** How far apart they are: the sum of the bytes' differences. */
  static int distance(int a, int b) {
    int distance = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      distance += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
    }
    return distance;
  }

  /** a + b - c, cut to 0..255. */
  static int gradient(int a, int b, int c) {
    int result = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int value = (a >> shift & 0xff) + (b >> shift & 0xff) - (c >> shift & 0xff);
      result |= clipped(value) << shift;
    }
    return result;
  }

  /** a + (a - b) / 2, cut to 0..255. */
  static int halfGradient(int a, int b) {
    int result = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int of = a >> shift & 0xff;
      result |= clipped(of + (of - (b >> shift & 0xff)) / 2) << shift;
    }
    return result;
  }

  private static int clipped(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
