package zoodip.images.png;

import java.nio.ByteBuffer;
import java.util.Optional;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.WhiteBackground;

/**
 * From PNG samples to 8-bit RGB: small depths are spread, of 16 bits the upper 8 are kept, what is
 * transparent is laid on white.
 */
final class PngColorConversion {
  private static final int ENTRIES = 256;

  private final PngHeader header;
  private final byte[] palette = new byte[3 * ENTRIES];

  /** The samples of the one colour that is transparent; none in most files. */
  private final int[] transparent;

  /**
   * @param transparency the tRNS chunk
   */
  PngColorConversion(
      PngHeader header, Optional<ByteBuffer> paletteChunk, Optional<ByteBuffer> transparency) {
    this.header = header;
    boolean indexed = header.color() == PngHeader.ColorType.PALETTE;
    if (indexed) {
      ByteBuffer entries =
          paletteChunk.orElseThrow(() -> BadPhotoException.corrupt(Format.PNG, "no palette in it"));
      entries.get(0, palette, 0, Math.min(palette.length, entries.limit()));
      transparency.ifPresent(this::layOnWhite);
    }
    transparent = indexed ? new int[0] : transparency.map(this::transparent).orElse(new int[0]);
  }

  /** Writes the colour of pixel {@code i} of a row to {@code rgb[at..at+2]}. */
  void put(byte[] row, int i, byte[] rgb, int at) {
    switch (header.color()) {
      case GREY -> putGrey(grey(row, i), rgb, at);
      case PALETTE -> System.arraycopy(palette, 3 * sample(row, i), rgb, at, 3);
      case GREY_ALPHA -> putGrey(row[pixel(i)], rgb, at);
      case RGB, RGB_ALPHA -> {
        int sampleBytes = header.depth() / 8;
        int from = pixel(i);
        rgb[at] = row[from];
        rgb[at + 1] = row[from + sampleBytes];
        rgb[at + 2] = row[from + 2 * sampleBytes];
      }
    }
    if (header.hasAlpha()) {
      int last = header.samples() - 1;
      WhiteBackground.blend(rgb, at, row[pixel(i) + last * header.depth() / 8] & 0xff);
    } else if (transparent.length > 0 && isTransparent(row, i)) {
      WhiteBackground.blend(rgb, at, 0);
    }
  }

  private void layOnWhite(ByteBuffer alphas) {
    for (int i = 0; i < Math.min(ENTRIES, alphas.limit()); i++) {
      WhiteBackground.blend(palette, 3 * i, alphas.get(i) & 0xff);
    }
  }

  /** Two bytes a sample, whatever their depth; a chunk that is too short says nothing. */
  private int[] transparent(ByteBuffer chunk) {
    int[] samples = new int[header.hasAlpha() ? 0 : header.samples()];
    if (chunk.limit() < 2 * samples.length) {
      return new int[0];
    }
    for (int s = 0; s < samples.length; s++) {
      samples[s] = chunk.getShort(2 * s) & 0xffff;
    }
    return samples;
  }

  private boolean isTransparent(byte[] row, int i) {
    for (int s = 0; s < transparent.length; s++) {
      if (fullSample(row, i * transparent.length + s) != transparent[s]) {
        return false;
      }
    }
    return true;
  }

  /** Sample {@code i} of a row with all its bits. */
  private int fullSample(byte[] row, int i) {
    return switch (header.depth()) {
      case 16 -> (row[2 * i] & 0xff) << 8 | (row[2 * i + 1] & 0xff);
      default -> sample(row, i);
    };
  }

  private int pixel(int i) {
    return i * header.bitsPerPixel() / 8;
  }

  private byte grey(byte[] row, int i) {
    return switch (header.depth()) {
      case 16 -> row[2 * i];
      case 8 -> row[i];
      default -> (byte) (sample(row, i) * (255 / ((1 << header.depth()) - 1)));
    };
  }

  /** A sample of at most 8 bits; the first of a byte stands in its high bits. */
  private int sample(byte[] row, int i) {
    int depth = header.depth();
    int bit = i * depth;
    return row[bit >> 3] >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
  }

  private static void putGrey(byte grey, byte[] rgb, int at) {
    rgb[at] = grey;
    rgb[at + 1] = grey;
    rgb[at + 2] = grey;
  }
}
