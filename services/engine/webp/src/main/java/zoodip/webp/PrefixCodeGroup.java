package zoodip.webp;

/** The codes of a region: for what a pixel begins with, and what may follow (RFC 9649, 3.7.2). */
record PrefixCodeGroup(
    PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
  static final int LITERALS = 256;
  static final int LENGTHS = 24;
  private static final int DISTANCES = 40;

  static PrefixCodeGroup read(PrefixCodeReader reader, int cacheSize) {
    return new PrefixCodeGroup(
        reader.read(LITERALS + LENGTHS + cacheSize),
        reader.read(LITERALS),
        reader.read(LITERALS),
        reader.read(LITERALS),
        reader.read(DISTANCES));
  }

  int bytes() {
    return green.bytes() + red.bytes() + blue.bytes() + alpha.bytes() + distance.bytes();
  }
}
