package zoodip.webp;

import java.util.Arrays;

/**
 * Reads how the macroblocks are predicted, in their order (RFC 6386, section 11). Modes are
 * numbers: of 4 x 4 blocks 0..9 in the RFC's order; of whole macroblocks DC, TM, VERTICAL or
 * HORIZONTAL, which are the first four of them.
 */
final class PredictionModes {
  static final int DC = 0;
  static final int TM = 1;
  static final int VERTICAL = 2;
  static final int HORIZONTAL = 3;

  /** For each node the next one if the bit is 0 and 1; a mode m is written as -m. */
  private static final int[] BLOCK_TREE = {
    -0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -5, -6, -4, 14, -7, 16, -8, -9
  };

  private final FrameHeader header;
  private final BoolDecoder reader;
  private final int[] above;
  private final int[] left = new int[4];

  private int segment;
  private boolean skipped;
  private boolean inBlocks;
  private final int[] luma = new int[16];
  private int chroma;

  PredictionModes(FrameHeader header, int columns) {
    this.header = header;
    this.reader = header.reader();
    this.above = new int[4 * columns];
  }

  /** Goes to the beginning of a row. */
  void startRow() {
    Arrays.fill(left, DC);
  }

  /** Reads the modes of the macroblock in a column. */
  void next(int column) {
    segment = header.segments().next(reader);
    skipped = header.skipProbability() > 0 && reader.bit(header.skipProbability()) == 1;
    inBlocks = reader.bit(145) == 0;
    if (inBlocks) {
      readBlocks(column);
    } else {
      readWhole(column);
    }
    chroma = readChroma();
    if (reader.exhausted()) {
      throw new Vp8Exception("it is cut off");
    }
  }

  int segment() {
    return segment;
  }

  /** Whether the macroblock has no coefficients. */
  boolean skipped() {
    return skipped;
  }

  /** Whether each 4 x 4 block of luma has a mode of its own. */
  boolean inBlocks() {
    return inBlocks;
  }

  /** The mode of a block, or with block 0 of the macroblock. */
  int luma(int block) {
    return luma[block];
  }

  int chroma() {
    return chroma;
  }

  private void readWhole(int column) {
    int mode;
    if (reader.bit(156) == 1) {
      mode = reader.flag() ? TM : HORIZONTAL;
    } else {
      mode = reader.bit(163) == 1 ? VERTICAL : DC;
    }
    luma[0] = mode;
    Arrays.fill(above, 4 * column, 4 * column + 4, mode);
    Arrays.fill(left, mode);
  }

  private void readBlocks(int column) {
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int mode = block(above[4 * column + x], left[y]);
        luma[4 * y + x] = mode;
        above[4 * column + x] = mode;
        left[y] = mode;
      }
    }
  }

  private int block(int modeAbove, int modeLeft) {
    int probabilities = (modeAbove * Vp8Constants.MODES + modeLeft) * (Vp8Constants.MODES - 1);
    int node = 0;
    do {
      node =
          BLOCK_TREE[
              node + reader.bit(Vp8Constants.MODE_PROBABILITIES[probabilities + (node >> 1)])];
    } while (node > 0);
    return -node;
  }

  private int readChroma() {
    if (reader.bit(142) == 0) {
      return DC;
    }
    if (reader.bit(114) == 0) {
      return VERTICAL;
    }
    return reader.bit(183) == 1 ? TM : HORIZONTAL;
  }
}
