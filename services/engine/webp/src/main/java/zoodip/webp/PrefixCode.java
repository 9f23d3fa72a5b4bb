package zoodip.webp;

/**
 * A canonical prefix code (RFC 9649, section 3.7.2): codes of up to 8 bits are looked up, longer
 * ones are found length by length.
 */
final class PrefixCode {
  static final int MAX_LENGTH = 15;
  private static final int MAX_LOOKUP = 8;
  private static final int LENGTH_BITS = 4;
  private static final int OBJECT_BYTES = 64;

  /** By the next bits: symbol, then the length of its code; 0 where that is longer. */
  private final short[] lookup;

  private final int lookupBits;

  /** Codes of each length. */
  private final short[] counts;

  /** All symbols, by their codes. */
  private final short[] symbols;

  private PrefixCode(short[] lookup, int lookupBits, short[] counts, short[] symbols) {
    this.lookup = lookup;
    this.lookupBits = lookupBits;
    this.counts = counts;
    this.symbols = symbols;
  }

  /**
   * The code in which symbol i takes {@code lengths[i]} bits, none if that is 0; a symbol that is
   * alone takes no bits at all.
   *
   * @param size symbols of the alphabet, less than 4,096
   * @throws Vp8Exception if there is no such code
   */
  static PrefixCode of(int[] lengths, int size) {
    short[] counts = new short[MAX_LENGTH + 1];
    for (int i = 0; i < size; i++) {
      counts[lengths[i]]++;
    }
    int used = size - counts[0];
    counts[0] = 0;
    requireComplete(counts, used);
    short[] symbols = sorted(lengths, size, counts, used);
    if (used == 1) {
      return new PrefixCode(new short[0], 0, new short[0], symbols);
    }
    int lookupBits = Math.min(MAX_LOOKUP, longest(counts));
    return new PrefixCode(lookup(counts, symbols, lookupBits), lookupBits, counts, symbols);
  }

  /** About what it takes of the heap. */
  int bytes() {
    return OBJECT_BYTES + Short.BYTES * (lookup.length + counts.length + symbols.length);
  }

  /** The next symbol. */
  int read(LsbBits bits) {
    if (lookup.length == 0) {
      return symbols[0];
    }
    int found = lookup[bits.peek(lookupBits)] & 0xffff;
    if (found == 0) {
      return readLong(bits);
    }
    bits.skip(found & MAX_LENGTH);
    return found >> LENGTH_BITS;
  }

  private int readLong(LsbBits bits) {
    int next = bits.peek(MAX_LENGTH);
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code |= next >> (length - 1) & 1;
      int count = counts[length];
      if (code - first < count) {
        bits.skip(length);
        return symbols[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new IllegalStateException("A complete code has a symbol for any bits");
  }

  private static void requireComplete(short[] counts, int used) {
    int free = 1;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      free = 2 * free - counts[length];
      if (free < 0) {
        throw new Vp8Exception("one of its prefix codes has too many symbols");
      }
    }
    if (used == 0 || (used > 1 && free > 0)) {
      throw new Vp8Exception("one of its prefix codes is not complete");
    }
  }

  private static short[] sorted(int[] lengths, int size, short[] counts, int used) {
    int[] next = new int[MAX_LENGTH + 2];
    for (int length = 1; length <= MAX_LENGTH; length++) {
      next[length + 1] = next[length] + counts[length];
    }
    short[] symbols = new short[used];
    for (int i = 0; i < size; i++) {
      if (lengths[i] > 0) {
        symbols[next[lengths[i]]++] = (short) i;
      }
    }
    return symbols;
  }

  private static int longest(short[] counts) {
    int longest = MAX_LENGTH;
    while (counts[longest] == 0) {
      longest--;
    }
    return longest;
  }

  /** Codes come with their highest bit first, so they are turned round. */
  private static short[] lookup(short[] counts, short[] symbols, int bits) {
    short[] lookup = new short[1 << bits];
    int code = 0;
    int index = 0;
    for (int length = 1; length <= bits; length++) {
      for (int i = 0; i < counts[length]; i++, code++, index++) {
        short entry = (short) (symbols[index] << LENGTH_BITS | length);
        int turned = Integer.reverse(code) >>> (Integer.SIZE - length);
        for (int at = turned; at < lookup.length; at += 1 << length) {
          lookup[at] = entry;
        }
      }
      code <<= 1;
    }
    return lookup;
  }
}
