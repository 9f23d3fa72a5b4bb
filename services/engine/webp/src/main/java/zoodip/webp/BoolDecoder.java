package zoodip.webp;

import java.nio.ByteBuffer;

/** The arithmetic decoder (RFC 6386, section 7). */
final class BoolDecoder {
  private final ByteBuffer data;
  private int value;

  /** The interval's length less one. */
  private int range = 254;

  /** Bits of {@code value} beyond the eight that are compared. */
  private int spare = -8;

  private boolean exhausted;

  /** Reads the rest of the buffer. */
  BoolDecoder(ByteBuffer data) {
    this.data = data.slice();
  }

  /** Whether bits were asked for after the last byte: the data is cut off. */
  boolean exhausted() {
    return exhausted;
  }

  /** A bit that is 0 with a probability of {@code probability} / 256. */
  int bit(int probability) {
    if (spare < 0) {
      load();
    }
    int split = (range * probability) >> 8;
    int bit = (value >> spare) > split ? 1 : 0;
    int length = split + 1;
    if (bit == 1) {
      length = range - split;
      value -= (split + 1) << spare;
    }
    int shift = Integer.numberOfLeadingZeros(length) - 24;
    range = (length << shift) - 1;
    spare -= shift;
    return bit;
  }

  /** A bit that is as often 0 as 1. */
  boolean flag() {
    return bit(128) == 1;
  }

  /** A number of so many bits, the highest first. */
  int number(int bits) {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number = (number << 1) | bit(128);
    }
    return number;
  }

  /** A number of so many bits and its sign after it. */
  int signed(int bits) {
    int number = number(bits);
    return flag() ? -number : number;
  }

  /** A signed number if a flag says that there is one, else 0. */
  int optional(int bits) {
    return flag() ? signed(bits) : 0;
  }

  private void load() {
    int next = 0;
    if (data.hasRemaining()) {
      next = data.get() & 0xff;
    } else {
      exhausted = true;
    }
    value = (value << 8) | next;
    spare += 8;
  }
}
