package zoodip.safetensors;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Looks for NaN and infinity in eight bytes at a time, which takes a fraction of a digest's time.
 *
 * <p>Such numbers have an exponent of ones only. With all other bits cleared, adding a one at the
 * exponent's lowest bit carries into the place of the sign there, and nowhere else.
 */
final class FiniteScan {
  private final int bits;
  private final long exponents;
  private final long ones;
  private final long signs;

  private FiniteScan(ElementType type) {
    bits = type.bits();
    long exponent = exponent(type);
    exponents = repeated(exponent);
    ones = repeated(Long.lowestOneBit(exponent));
    signs = repeated(1L << bits - 1);
  }

  private static long exponent(ElementType type) {
    return switch (type) {
      case F64 -> 0x7ff0_0000_0000_0000L;
      case F32 -> 0x7f80_0000L;
      case F16 -> 0x7c00L;
      case BF16 -> 0x7f80L;
      case F8_E5M2 -> 0x7cL;
      // no infinity, and NaN has ones in its mantissa, too
      case F8_E4M3 -> 0x7fL;
      default -> throw new IllegalArgumentException(type + " is no floating-point type");
    };
  }

  private long repeated(long lane) {
    long all = lane;
    for (int shift = bits; shift < Long.SIZE; shift *= 2) {
      all |= all << shift;
    }
    return all;
  }

  /**
   * The first element that is not finite.
   *
   * @param bytes little-endian, from its position 0 to its limit
   */
  static OptionalLong first(ElementType type, ByteBuffer bytes) {
    return new FiniteScan(type).first(bytes);
  }

  private OptionalLong first(ByteBuffer bytes) {
    int words = bytes.limit() / Long.BYTES * Long.BYTES;
    for (int at = 0; at < words; at += Long.BYTES) {
      long carried = carried(bytes.getLong(at));
      if (carried != 0) {
        return OptionalLong.of(element(at, carried));
      }
    }
    long carried = carried(rest(bytes, words));
    return carried == 0 ? OptionalLong.empty() : OptionalLong.of(element(words, carried));
  }

  private long carried(long word) {
    return (word & exponents) + ones & signs;
  }

  private long element(int at, long carried) {
    return ((long) at * Byte.SIZE + Long.numberOfTrailingZeros(carried)) / bits;
  }

  /** The last bytes, filled up with zeros. */
  private static long rest(ByteBuffer bytes, int from) {
    long word = 0;
    for (int at = from; at < bytes.limit(); at++) {
      word |= Byte.toUnsignedLong(bytes.get(at)) << (at - from) * Byte.SIZE;
    }
    return word;
  }
}
