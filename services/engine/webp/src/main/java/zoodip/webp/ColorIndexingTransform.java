package zoodip.webp;

/**
 * Green was the number of a colour; of few colours several numbers were in one pixel.
 *
 * @param width pixels a row, as they become
 * @param palette colours
 * @param packingBits binary logarithm of the numbers in a pixel
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColorIndexingTransform(int width, int[] palette, int packingBits)
    implements InverseTransform {
  /** Reads the palette, of which each colour is stored less the one before it. */
  static ColorIndexingTransform read(LsbBits bits, int width) {
    int size = bits.number(8) + 1;
    int[] palette = EntropyCodedImage.read(bits, size, 1);
    for (int i = 1; i < size; i++) {
      palette[i] = Argb.sum(palette[i], palette[i - 1]);
    }
    int packingBits = size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0;
    return new ColorIndexingTransform(width, palette, packingBits);
  }

  /** Pixels a row, as they are stored. */
  int packedWidth() {
    return EntropyCodedImage.squares(width, packingBits);
  }

  /** From the end: no pixel is overwritten before it is read. */
  @Override
  public void undo(int[] argb, int height) {
    int depth = Byte.SIZE >> packingBits;
    int packedWidth = packedWidth();
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        int green = argb[y * packedWidth + (x >> packingBits)] >> 8 & 0xff;
        int inPixel = x & ((1 << packingBits) - 1);
        int number = green >> inPixel * depth & ((1 << depth) - 1);
        argb[y * width + x] = number < palette.length ? palette[number] : 0;
      }
    }
  }
}
