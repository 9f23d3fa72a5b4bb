package zoodip.webp;

import java.util.Arrays;

/**
 * Reads the coefficients of the macroblocks, in their order, and takes them to residuals' frequency
 * domain: unzigzagged and dequantized (RFC 6386, sections 13 and 14).
 */
final class Coefficients {
  /** Blocks of a macroblock: 16 of luma, 4 of each chroma. */
  static final int BLOCKS = 24;

  private static final int LUMA_AFTER_MEANS = 0;
  private static final int MEANS = 1;
  private static final int CHROMA = 2;
  private static final int LUMA = 3;

  private static final int[] BAND = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  /** Probabilities of the extra bits of values from 11, 19, 35 and 67. */
  private static final int[][] EXTRA_BITS = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  private final int[] probabilities;

  /** Whether blocks had coefficients: 4 of luma, 2 of each chroma, and the means. */
  private final int[] above;

  private final int[] left = new int[9];
  private final int[] values = new int[16 * BLOCKS];
  private final int[] means = new int[16];

  Coefficients(FrameHeader header, int columns) {
    this.probabilities = header.probabilities();
    this.above = new int[9 * columns];
  }

  /** Goes to the beginning of a row. */
  void startRow() {
    Arrays.fill(left, 0);
  }

  /** [24, 16]: luma, then both chromas, blocks row by row. */
  int[] values() {
    return values;
  }

  /** A macroblock without coefficients; only those with means say something about means. */
  void skip(int column, boolean inBlocks) {
    Arrays.fill(values, 0);
    int contexts = inBlocks ? 8 : 9;
    Arrays.fill(above, 9 * column, 9 * column + contexts, 0);
    Arrays.fill(left, 0, contexts, 0);
  }

  /** Reads a macroblock; false if nothing but zeros comes out of it. */
  boolean read(BoolDecoder reader, Quantizers steps, int column, boolean inBlocks) {
    Arrays.fill(values, 0);
    int contexts = 9 * column;
    if (!inBlocks) {
      readMeans(reader, steps, contexts + 8);
    }
    int kind = inBlocks ? LUMA : LUMA_AFTER_MEANS;
    readBlocks(reader, kind, 0, 4, contexts, 0, steps.lumaDc(), steps.lumaAc());
    readBlocks(reader, CHROMA, 16, 2, contexts + 4, 4, steps.chromaDc(), steps.chromaAc());
    readBlocks(reader, CHROMA, 20, 2, contexts + 6, 6, steps.chromaDc(), steps.chromaAc());
    if (reader.exhausted()) {
      throw new Vp8Exception("it is cut off");
    }
    return Arrays.stream(values).anyMatch(value -> value != 0);
  }

  private void readMeans(BoolDecoder reader, Quantizers steps, int contextAbove) {
    Arrays.fill(means, 0);
    int context = above[contextAbove] + left[8];
    int end = block(reader, MEANS, context, 0, steps.meansDc(), steps.meansAc(), means, 0);
    above[contextAbove] = end > 0 ? 1 : 0;
    left[8] = above[contextAbove];
    Transforms.spreadMeans(means, values);
  }

  private void readBlocks(
      BoolDecoder reader,
      int kind,
      int firstBlock,
      int side,
      int contextsAbove,
      int contextsLeft,
      int dc,
      int ac) {
    int first = kind == LUMA_AFTER_MEANS ? 1 : 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int context = above[contextsAbove + x] + left[contextsLeft + y];
        int at = 16 * (firstBlock + y * side + x);
        int end = block(reader, kind, context, first, dc, ac, values, at);
        int seen = end > first ? 1 : 0;
        above[contextsAbove + x] = seen;
        left[contextsLeft + y] = seen;
      }
    }
  }

  /** Reads one block and returns the position after its last coefficient. */
  private int block(
      BoolDecoder reader, int kind, int context, int first, int dc, int ac, int[] to, int at) {
    int p = node(kind, first, context);
    for (int n = first; n < 16; n++) {
      if (reader.bit(probabilities[p]) == 0) {
        return n;
      }
      while (reader.bit(probabilities[p + 1]) == 0) {
        n++;
        if (n == 16) {
          return 16;
        }
        p = node(kind, n, 0);
      }
      int value = reader.bit(probabilities[p + 2]) == 0 ? 1 : large(reader, p);
      p = node(kind, n + 1, value == 1 ? 1 : 2);
      int signed = reader.flag() ? -value : value;
      to[at + ZIGZAG[n]] = signed * (n > 0 ? ac : dc);
    }
    return 16;
  }

  private static int node(int kind, int position, int context) {
    return ((kind * Vp8Constants.BANDS + BAND[position]) * Vp8Constants.CONTEXTS + context)
        * Vp8Constants.TOKENS;
  }

  private int large(BoolDecoder reader, int p) {
    if (reader.bit(probabilities[p + 3]) == 0) {
      return reader.bit(probabilities[p + 4]) == 0 ? 2 : 3 + reader.bit(probabilities[p + 5]);
    }
    if (reader.bit(probabilities[p + 6]) == 0) {
      return reader.bit(probabilities[p + 7]) == 0
          ? 5 + reader.bit(159)
          : 7 + 2 * reader.bit(165) + reader.bit(145);
    }
    int high = reader.bit(probabilities[p + 8]);
    int category = 2 * high + reader.bit(probabilities[p + 9 + high]);
    int extra = 0;
    for (int probability : EXTRA_BITS[category]) {
      extra = 2 * extra + reader.bit(probability);
    }
    return 3 + (8 << category) + extra;
  }
}
