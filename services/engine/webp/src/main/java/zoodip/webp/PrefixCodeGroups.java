package zoodip.webp;

/**
 * The code groups of an image, and where each is used: in squares of so many pixels a side.
 *
 * @param groups those that are used
 * @param indices group of each square, row by row
 * @param squareBits of the side's binary logarithm
 * @param squares a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PrefixCodeGroups(PrefixCodeGroup[] groups, int[] indices, int squareBits, int squares) {
  /** More than any encoder's groups take; each byte of a file can make a hundred here. */
  private static final long MAX_BYTES = 16 << 20;

  private static final int BYTES_FOR_EACH = 128;

  /** What the groups of an image of so many bytes may take of the heap. */
  static long bytes(long fileBytes) {
    return Math.min(MAX_BYTES, (1 << 16) + BYTES_FOR_EACH * fileBytes);
  }

  /**
   * Reads groups.
   *
   * @param indices group of each square; are renumbered, so that only groups that are used are kept
   */
  static PrefixCodeGroups read(
      LsbBits bits, int cacheSize, int[] indices, int squareBits, int squares) {
    int last = 0;
    for (int index : indices) {
      last = Math.max(last, index);
    }
    int[] renumbered = new int[last + 1];
    int used = 0;
    for (int index : indices) {
      if (renumbered[index] == 0) {
        renumbered[index] = ++used;
      }
    }
    for (int i = 0; i < indices.length; i++) {
      indices[i] = renumbered[indices[i]] - 1;
    }
    return new PrefixCodeGroups(
        groups(bits, cacheSize, renumbered, used), indices, squareBits, squares);
  }

  /** The group of a pixel. */
  PrefixCodeGroup at(int x, int y) {
    return groups[indices[(y >> squareBits) * squares + (x >> squareBits)]];
  }

  private static PrefixCodeGroup[] groups(LsbBits bits, int cacheSize, int[] numbers, int used) {
    PrefixCodeGroup[] groups = new PrefixCodeGroup[used];
    PrefixCodeReader reader =
        new PrefixCodeReader(bits, PrefixCodeGroup.LITERALS + PrefixCodeGroup.LENGTHS + cacheSize);
    long bytes = 0;
    for (int number : numbers) {
      PrefixCodeGroup group = PrefixCodeGroup.read(reader, cacheSize);
      if (number > 0) {
        groups[number - 1] = group;
        bytes += group.bytes();
      }
      if (bytes > MAX_BYTES) {
        throw new Vp8Exception("its prefix codes take more than %d MiB".formatted(MAX_BYTES >> 20));
      }
    }
    return groups;
  }
}
