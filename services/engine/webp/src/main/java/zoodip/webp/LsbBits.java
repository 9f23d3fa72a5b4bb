package zoodip.webp;

import java.nio.ByteBuffer;

/** Bits of a lossless image, the lowest of each byte first (RFC 9649, section 3). */
final class LsbBits {
  private static final int ENOUGH = 32;

  private final ByteBuffer data;

  /** Bits that were taken from the data, the next one lowest. */
  private long value;

  private int available;

  /** Reads the rest of the buffer. */
  LsbBits(ByteBuffer data) {
    this.data = data.slice();
  }

  /** The next bits, at most 24 of them; behind the end there are zeros. */
  int peek(int bits) {
    while (available < ENOUGH && data.hasRemaining()) {
      value |= (data.get() & 0xffL) << available;
      available += Byte.SIZE;
    }
    return (int) value & ((1 << bits) - 1);
  }

  /**
   * Leaves bits behind that were seen.
   *
   * @throws Vp8Exception if there are not as many
   */
  void skip(int bits) {
    if (bits > available) {
      throw new Vp8Exception("it is cut off");
    }
    value >>>= bits;
    available -= bits;
  }

  /** A number of at most 24 bits. */
  int number(int bits) {
    int number = peek(bits);
    skip(bits);
    return number;
  }

  boolean flag() {
    return number(1) == 1;
  }
}
