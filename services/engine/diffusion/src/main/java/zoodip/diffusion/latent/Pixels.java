package zoodip.diffusion.latent;

import zoodip.images.RgbImage;

/** Images as an autoencoder sees them: channels first, -1 for black, 1 for white. */
public final class Pixels {
  private static final float HALF = 127.5f;

  private Pixels() {}

  /** The values of an image [3, height, width]. */
  public static float[] of(RgbImage image) {
    byte[] rgb = image.rgb();
    int area = image.width() * image.height();
    float[] values = new float[3 * area];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        values[c * area + i] = Byte.toUnsignedInt(rgb[3 * i + c]) / HALF - 1;
      }
    }
    return values;
  }

  /**
   * The image of values [3, height, width] that begin at {@code offset}; others are clipped. Not of
   * NaN, which no colour stands for: refused with an IllegalArgumentException.
   */
  public static RgbImage image(float[] values, int offset, int width, int height) {
    int area = width * height;
    byte[] rgb = new byte[3 * area];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        float value = values[offset + c * area + i];
        if (Float.isNaN(value)) {
          throw new IllegalArgumentException("channel %d of pixel %d is NaN".formatted(c, i));
        }
        float unit = unit(value);
        rgb[3 * i + c] = (byte) Math.rint(unit * 255f);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** From [-1, 1] to [0, 1], clipped. */
  public static float unit(float value) {
    return Math.max(0f, Math.min(1f, value / 2 + 0.5f));
  }
}
