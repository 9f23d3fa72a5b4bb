package zoodip.webp;

/**
 * Pixels as prefix codes, references to earlier pixels and colours seen lately (RFC 9649, sections
 * 3.6 and 3.7).
 */
final class EntropyCodedImage {
  private static final int MAX_CACHE_BITS = 11;
  private static final int FIRST_CACHED = PrefixCodeGroup.LITERALS + PrefixCodeGroup.LENGTHS;

  private final LsbBits bits;
  private final ColorCache cache;
  private final PrefixCodeGroups groups;
  private final int width;

  /** Pixels, the first so many of which are the image's. */
  private final int[] argb;

  private final int end;

  private EntropyCodedImage(
      LsbBits bits, ColorCache cache, PrefixCodeGroups groups, int width, int height, int[] argb) {
    this.bits = bits;
    this.cache = cache;
    this.groups = groups;
    this.width = width;
    this.argb = argb;
    this.end = width * height;
  }

  /** An image that tells something about another one: [height, width]. */
  static int[] read(LsbBits bits, int width, int height) {
    int[] argb = new int[width * height];
    ColorCache cache = cache(bits);
    new EntropyCodedImage(bits, cache, oneGroup(bits, cache), width, height, argb).decode();
    return argb;
  }

  /** Reads the image itself to the beginning of an array. */
  static void read(LsbBits bits, int width, int height, int[] argb) {
    ColorCache cache = cache(bits);
    PrefixCodeGroups groups =
        bits.flag() ? severalGroups(bits, width, height, cache) : oneGroup(bits, cache);
    new EntropyCodedImage(bits, cache, groups, width, height, argb).decode();
  }

  private static ColorCache cache(LsbBits bits) {
    int cacheBits = bits.flag() ? bits.number(4) : 0;
    if (cacheBits > MAX_CACHE_BITS) {
      throw new Vp8Exception("its cache of colours is too large");
    }
    return new ColorCache(cacheBits);
  }

  private static PrefixCodeGroups oneGroup(LsbBits bits, ColorCache cache) {
    return PrefixCodeGroups.read(bits, cache.size(), new int[1], Integer.SIZE - 1, 1);
  }

  private static PrefixCodeGroups severalGroups(
      LsbBits bits, int width, int height, ColorCache cache) {
    int squareBits = bits.number(3) + 2;
    int squares = squares(width, squareBits);
    int[] indices = read(bits, squares, squares(height, squareBits));
    for (int i = 0; i < indices.length; i++) {
      indices[i] = indices[i] >> 8 & 0xffff;
    }
    return PrefixCodeGroups.read(bits, cache.size(), indices, squareBits, squares);
  }

  /** Squares of a side that cover a length. */
  static int squares(int length, int sideBits) {
    return (length + (1 << sideBits) - 1) >> sideBits;
  }

  private void decode() {
    int at = 0;
    while (at < end) {
      PrefixCodeGroup group = groups.at(at % width, at / width);
      int code = group.green().read(bits);
      if (code < PrefixCodeGroup.LITERALS) {
        put(at++, literal(group, code));
      } else if (code < FIRST_CACHED) {
        at = copy(group, at, code - PrefixCodeGroup.LITERALS);
      } else {
        put(at++, cache.get(code - FIRST_CACHED));
      }
    }
  }

  private int literal(PrefixCodeGroup group, int green) {
    int red = group.red().read(bits);
    int blue = group.blue().read(bits);
    return group.alpha().read(bits) << 24 | red << 16 | green << 8 | blue;
  }

  private int copy(PrefixCodeGroup group, int at, int prefix) {
    int length = number(prefix);
    int number = number(group.distance().read(bits));
    int distance =
        number > NearDistances.COUNT
            ? number - NearDistances.COUNT
            : NearDistances.pixels(number, width);
    if (distance > at || length > end - at) {
      throw new Vp8Exception("it refers to pixels that it does not have");
    }
    for (int i = at; i < at + length; i++) {
      put(i, argb[i - distance]);
    }
    return at + length;
  }

  private void put(int at, int color) {
    argb[at] = color;
    cache.add(color);
  }

  /** A length or distance: its size by its prefix, the rest by bits (section 3.6.2.1). */
  private int number(int prefix) {
    if (prefix < 4) {
      return prefix + 1;
    }
    int extra = (prefix - 2) >> 1;
    return ((2 + (prefix & 1)) << extra) + bits.number(extra) + 1;
  }
}
