package zoodip.pictures;

import java.nio.ByteBuffer;
import java.util.Optional;

/** From PNG samples to 8-bit RGB: small depths are spread, of 16 bits the upper 8 are kept. */
final class PngColors {
  private final PngHeader header;
  private final byte[] palette = new byte[3 * 256];

  PngColors(PngHeader header, Optional<ByteBuffer> paletteChunk) {
    this.header = header;
    if (header.color() == PngHeader.Color.PALETTE) {
      ByteBuffer entries =
          paletteChunk.orElseThrow(() -> BadPhotoException.corrupt(Format.PNG, "no palette in it"));
      entries.get(0, palette, 0, Math.min(palette.length, entries.limit()));
    }
  }

  /** Writes the colour of pixel {@code i} of a row to {@code rgb[at..at+2]}. */
  void put(byte[] row, int i, byte[] rgb, int at) {
    switch (header.color()) {
      case GREY -> putGrey(grey(row, i), rgb, at);
      case PALETTE -> System.arraycopy(palette, 3 * sample(row, i), rgb, at, 3);
      case GREY_ALPHA -> putGrey(row[i * header.bitsPerPixel() / 8], rgb, at);
      case RGB, RGB_ALPHA -> {
        int sampleBytes = header.depth() / 8;
        int from = i * header.bitsPerPixel() / 8;
        rgb[at] = row[from];
        rgb[at + 1] = row[from + sampleBytes];
        rgb[at + 2] = row[from + 2 * sampleBytes];
      }
    }
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
