package zoodip.provenance.watermark;

import zoodip.images.RgbImage;

/**
 * Lays a watermark over images: a spread-spectrum pattern that repeats in tiles, so that what is
 * left of an image after cropping still has whole ones (Kalker, Depovere, Haitsma and Maes, "A
 * Video Watermarking System for Broadcast Monitoring", 1999). It is added to all three colours,
 * weakly where the image is flat and more where its texture hides it. The same image and payload
 * give the same pixels on every machine. Thread-safe.
 */
public final class WatermarkEncoder {
  /** 32 bits. */
  public static final long MAX_PAYLOAD = 0xffffffffL;

  /** Sides of marked images at least: of smaller ones too little is left to find. */
  public static final int MIN_SIDE = 256;

  /** Standard deviation of the pattern, in steps of 8-bit values, where the image is flat. */
  private static final double FLAT = 0.9;

  /** What is added to it for each step of the image's own detail. */
  private static final double PER_DETAIL = 0.09;

  private static final double MOST = 3;

  /** Of the square whose mean is no detail, and of that over which detail is averaged. */
  private static final int SMOOTH_RADIUS = 8;

  private static final int DETAIL_RADIUS = 4;

  private final int side;
  private final double[] pattern;

  /**
   * @param payload what the watermark says, 0..{@link #MAX_PAYLOAD}
   */
  public WatermarkEncoder(long payload) {
    this(payload, Carriers.SIDE);
  }

  /**
   * An encoder with tiles of another size, for measurements.
   *
   * @param side pixels, a power of two
   */
  public WatermarkEncoder(long payload, int side) {
    if (payload < 0 || payload > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a watermark's payload is 0 to %d, got %d".formatted(MAX_PAYLOAD, payload));
    }
    this.side = side;
    pattern = TilePattern.of(new Carriers(side), WatermarkMessage.encode(payload));
  }

  /** The image with the watermark; the image itself if a side is smaller than two tiles. */
  public RgbImage encode(RgbImage image) {
    return Math.min(image.width(), image.height()) < MIN_SIDE ? image : encodeAnySize(image);
  }

  /** The image with the watermark, whatever its size, for measurements. */
  public RgbImage encodeAnySize(RgbImage image) {
    float[] detail = LumaPlane.luma(image).highPass(SMOOTH_RADIUS).boxRms(DETAIL_RADIUS).values();
    byte[] marked = image.rgb().clone();
    for (int y = 0, i = 0; y < image.height(); y++) {
      int row = y % side * side;
      for (int x = 0; x < image.width(); x++, i++) {
        double strength = Math.min(MOST, FLAT + PER_DETAIL * detail[i]);
        add(strength * pattern[row + x % side], marked, 3 * i);
      }
    }
    return new RgbImage(image.width(), image.height(), marked);
  }

  private static void add(double difference, byte[] rgb, int at) {
    int steps = (int) Math.round(difference);
    for (int i = at; i < at + 3; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, (rgb[i] & 0xff) + steps));
    }
  }
}
