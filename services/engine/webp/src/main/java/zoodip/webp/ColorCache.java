package zoodip.webp;

/** Colours seen lately, by a hash of each (RFC 9649, section 3.6.2.3). */
final class ColorCache {
  private static final int FACTOR = 0x1e35a7bd;

  private final int[] colors;
  private final int shift;

  /**
   * @param bits 1..11 of the hash; 0 for no cache
   */
  ColorCache(int bits) {
    colors = new int[bits == 0 ? 0 : 1 << bits];
    shift = Integer.SIZE - bits;
  }

  /** How many colours it holds. */
  int size() {
    return colors.length;
  }

  int get(int index) {
    return colors[index];
  }

  void add(int argb) {
    if (colors.length > 0) {
      colors[argb * FACTOR >>> shift] = argb;
    }
  }
}
