package zoodip.images.decoding;

/** Lays what is transparent on white, with the arithmetic of Pillow's {@code Image.paste}. */
public final class WhiteBackground {
  private static final byte WHITE = (byte) 255;

  private WhiteBackground() {}

  /**
   * One sample.
   *
   * @param alpha from 0, transparent, to 255
   */
  public static byte sample(byte sample, int alpha) {
    if (alpha == 255) {
      return sample;
    }
    int sum = 255 * (255 - alpha) + (sample & 0xff) * alpha + 128;
    return (byte) (((sum >> 8) + sum) >> 8);
  }

  /** The three samples from {@code at} on. */
  public static void pixel(byte[] rgb, int at, int alpha) {
    for (int i = at; i < at + 3; i++) {
      rgb[i] = sample(rgb[i], alpha);
    }
  }

  /** The three samples from {@code at} on, of a pixel that is not there. */
  public static void nothing(byte[] rgb, int at) {
    rgb[at] = WHITE;
    rgb[at + 1] = WHITE;
    rgb[at + 2] = WHITE;
  }
}
