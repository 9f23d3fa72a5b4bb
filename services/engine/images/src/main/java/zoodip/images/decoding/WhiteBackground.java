package zoodip.images.decoding;

/** Lays what is transparent on white, with the arithmetic of Pillow's {@code Image.paste}. */
public final class WhiteBackground {
  private WhiteBackground() {}

  /**
   * Blends a pixel with white.
   *
   * @param rgb holds its three samples from {@code at} on
   * @param alpha from 0, transparent, to 255
   */
  public static void blend(byte[] rgb, int at, int alpha) {
    for (int i = at; i < at + 3; i++) {
      rgb[i] = blended(rgb[i], alpha);
    }
  }

  private static byte blended(byte sample, int alpha) {
    if (alpha == 255) {
      return sample;
    }
    int sum = 255 * (255 - alpha) + (sample & 0xff) * alpha + 128;
    return (byte) (((sum >> 8) + sum) >> 8);
  }
}
