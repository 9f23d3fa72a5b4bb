package zoodip.webp;

import java.util.Arrays;

/** Reads how long the codes of an alphabet's symbols are (RFC 9649, section 3.7.2.1). */
final class PrefixCodeReader {
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };
  private static final int REPEAT_PREVIOUS = 16;
  private static final int FEW_ZEROS = 17;
  private static final int USUAL_LENGTH = 8;

  private final LsbBits bits;
  private final int[] lengths;

  /**
   * @param largestAlphabet symbols of the largest alphabet
   */
  PrefixCodeReader(LsbBits bits, int largestAlphabet) {
    this.bits = bits;
    this.lengths = new int[largestAlphabet];
  }

  /** Reads the code of an alphabet. */
  PrefixCode read(int alphabet) {
    Arrays.fill(lengths, 0);
    if (bits.flag()) {
      readSimple(alphabet);
    } else {
      readLengths(lengthsCode(), alphabet);
    }
    return PrefixCode.of(lengths, alphabet);
  }

  private void readSimple(int alphabet) {
    boolean two = bits.flag();
    set(bits.number(bits.flag() ? 8 : 1), alphabet);
    if (two) {
      set(bits.number(8), alphabet);
    }
  }

  private void set(int symbol, int alphabet) {
    if (symbol >= alphabet) {
      throw new Vp8Exception("one of its prefix codes has a symbol that does not exist");
    }
    lengths[symbol] = 1;
  }

  private PrefixCode lengthsCode() {
    int[] codeLengths = new int[ORDER.length];
    int count = bits.number(4) + 4;
    for (int i = 0; i < count; i++) {
      codeLengths[ORDER[i]] = bits.number(3);
    }
    return PrefixCode.of(codeLengths, codeLengths.length);
  }

  private void readLengths(PrefixCode code, int alphabet) {
    int left = bits.flag() ? 2 + bits.number(2 + 2 * bits.number(3)) : alphabet;
    if (left > alphabet) {
      throw new Vp8Exception("one of its prefix codes has too many symbols");
    }
    int previous = USUAL_LENGTH;
    for (int symbol = 0; symbol < alphabet && left > 0; left--) {
      int length = code.read(bits);
      if (length < REPEAT_PREVIOUS) {
        lengths[symbol++] = length;
        previous = length == 0 ? previous : length;
      } else {
        symbol = repeat(symbol, alphabet, length, previous);
      }
    }
  }

  private int repeat(int symbol, int alphabet, int kind, int previous) {
    int times =
        switch (kind) {
          case REPEAT_PREVIOUS -> 3 + bits.number(2);
          case FEW_ZEROS -> 3 + bits.number(3);
          default -> 11 + bits.number(7);
        };
    if (times > alphabet - symbol) {
      throw new Vp8Exception("one of its prefix codes has too many symbols");
    }
    Arrays.fill(lengths, symbol, symbol + times, kind == REPEAT_PREVIOUS ? previous : 0);
    return symbol + times;
  }
}
