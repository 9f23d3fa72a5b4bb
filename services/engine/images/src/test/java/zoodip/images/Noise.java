package zoodip.images;

/** Images of noise, the same as make_resizes.py makes. */
public final class Noise {
  private Noise() {}

  public static RgbImage of(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = at(i);
    }
    return new RgbImage(width, height, rgb);
  }

  /** Byte {@code i} of all noise. */
  public static byte at(int i) {
    int x = (i + 1) * (int) 2654435761L;
    x = (x ^ x >>> 15) * 0x2c1b3c6d;
    return (byte) (x ^ x >>> 12);
  }
}
