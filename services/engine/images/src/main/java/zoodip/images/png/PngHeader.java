package zoodip.images.png;

import java.nio.ByteBuffer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoLimits;

/**
 * The IHDR chunk.
 *
 * @param width pixels a row
 * @param height rows
 * @param depth bits a sample: 1, 2, 4, 8 or 16
 * @param color what a pixel is made of
 * @param interlaced whether the pixels come in the seven passes of Adam7
 */
record PngHeader(int width, int height, int depth, ColorType color, boolean interlaced) {

  /** What a pixel is made of. */
  enum ColorType {
    GREY(1),
    RGB(3),
    PALETTE(1),
    GREY_ALPHA(2),
    RGB_ALPHA(4);

    private final int samples;

    ColorType(int samples) {
      this.samples = samples;
    }
  }

  /** Reads the chunk and checks it against the limits. */
  static PngHeader read(PngChunks.Chunk chunk, PhotoLimits limits) {
    if (!chunk.type().equals("IHDR") || chunk.content().remaining() != 13) {
      throw corrupt("it does not begin with a header");
    }
    ByteBuffer content = chunk.content().duplicate();
    int width = content.getInt();
    int height = content.getInt();
    if (width < 1 || height < 1) {
      throw corrupt("it has no size");
    }
    limits.checkSize(width, height);
    int depth = content.get();
    ColorType color = color(content.get(), depth);
    int compressionAndFilter = content.getShort();
    int interlace = content.get();
    if (compressionAndFilter != 0 || interlace < 0 || interlace > 1) {
      throw corrupt("its header names methods that do not exist");
    }
    return new PngHeader(width, height, depth, color, interlace == 1);
  }

  /** Samples of one pixel, that of transparency last. */
  int samples() {
    return color.samples;
  }

  /** Whether each pixel says how transparent it is. */
  boolean hasAlpha() {
    return color == ColorType.GREY_ALPHA || color == ColorType.RGB_ALPHA;
  }

  /** Bits of one pixel, 1..64. */
  int bitsPerPixel() {
    return depth * color.samples;
  }

  /** Bytes of a row of {@code pixels} pixels, without its filter byte. */
  long rowBytes(int pixels) {
    return ((long) pixels * bitsPerPixel() + 7) / 8;
  }

  private static ColorType color(int type, int depth) {
    boolean small = depth == 1 || depth == 2 || depth == 4;
    boolean whole = depth == 8 || depth == 16;
    ColorType color =
        switch (type) {
          case 0 -> ColorType.GREY;
          case 2 -> ColorType.RGB;
          case 3 -> ColorType.PALETTE;
          case 4 -> ColorType.GREY_ALPHA;
          case 6 -> ColorType.RGB_ALPHA;
          default -> throw corrupt("its colour type %d does not exist".formatted(type));
        };
    boolean legal =
        switch (color) {
          case GREY -> small || whole;
          case PALETTE -> small || depth == 8;
          case RGB, GREY_ALPHA, RGB_ALPHA -> whole;
        };
    if (!legal) {
      throw corrupt("its colour type %s has no depth of %d bits".formatted(color, depth));
    }
    return color;
  }

  private static BadPhotoException corrupt(String what) {
    return BadPhotoException.corrupt(Format.PNG, what);
  }
}
