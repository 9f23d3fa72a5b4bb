package zoodip.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floating-point numbers of eight bits, each of which is one of IEEE 754's binary16 exactly. */
final class Float8 {
  private static final short NOT_A_NUMBER = 0x7e00;
  private static final int EXPONENT_SHIFT = 15 - 7;

  private Float8() {}

  /** The same numbers as binary16, little-endian. */
  static byte[] halves(ElementType type, ByteBuffer bytes) {
    ByteBuffer halves =
        ByteBuffer.allocate(Short.BYTES * bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      halves.putShort(half(type, bytes.get()));
    }
    return halves.array();
  }

  static short half(ElementType type, byte value) {
    return type == ElementType.F8_E5M2 ? (short) (value << 8) : ofE4M3(value);
  }

  /** Source: OCP 8-bit Floating Point Specification, table 1: E4M3 with bias 7. */
  private static short ofE4M3(byte value) {
    int sign = (value & 0x80) << 8;
    int exponent = value >> 3 & 0xf;
    int mantissa = value & 7;
    if (exponent == 0xf && mantissa == 7) {
      return (short) (sign | NOT_A_NUMBER);
    }
    if (exponent > 0) {
      return (short) (sign | exponent + EXPONENT_SHIFT << 10 | mantissa << 7);
    }
    return (short) (mantissa == 0 ? sign : sign | ofSubnormal(mantissa));
  }

  /** mantissa / 512, which binary16 has with an exponent of its own. */
  private static int ofSubnormal(int mantissa) {
    int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(mantissa);
    return top + 6 << 10 | mantissa << 10 - top & 0x3ff;
  }
}
