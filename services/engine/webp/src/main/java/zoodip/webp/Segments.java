package zoodip.webp;

import java.util.Arrays;

/** Groups of macroblocks with a quantizer and filter level of their own (RFC 6386, section 9.3). */
final class Segments {
  private final boolean used;
  private final boolean mapped;
  private boolean absolute = true;
  private final int[] quantizers = new int[FrameHeader.SEGMENTS];
  private final int[] filterLevels = new int[FrameHeader.SEGMENTS];
  private final int[] probabilities = {255, 255, 255};

  Segments(BoolDecoder reader) {
    used = reader.flag();
    mapped = used && reader.flag();
    if (used && reader.flag()) {
      absolute = reader.flag();
      Arrays.setAll(quantizers, i -> reader.optional(7));
      Arrays.setAll(filterLevels, i -> reader.optional(6));
    }
    if (mapped) {
      Arrays.setAll(probabilities, i -> reader.flag() ? reader.number(8) : 255);
    }
  }

  /** The segment of the next macroblock. */
  int next(BoolDecoder reader) {
    if (!mapped) {
      return 0;
    }
    return reader.bit(probabilities[0]) == 0
        ? reader.bit(probabilities[1])
        : 2 + reader.bit(probabilities[2]);
  }

  int quantizer(int segment, int base) {
    return value(quantizers[segment], base);
  }

  int filterLevel(int segment, int base) {
    return value(filterLevels[segment], base);
  }

  private int value(int own, int base) {
    if (!used) {
      return base;
    }
    return absolute ? own : base + own;
  }
}
