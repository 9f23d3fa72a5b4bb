package zoodip.safetensors;

import java.util.Arrays;
import java.util.Optional;

/** The element types of a safetensors file. */
public enum ElementType {
  F64(64),
  F32(32),
  F16(16),
  BF16(16),
  /** Four bits of exponent and no infinity: OCP's 8-bit floating point. */
  F8_E4M3(8),
  /** The upper byte of an F16. */
  F8_E5M2(8),
  I64(64),
  I32(32),
  I16(16),
  I8(8),
  U8(8),
  BOOL(8),
  // what follows is only passed over: no weights that this engine runs are of these types
  U64(64),
  U32(32),
  U16(16),
  C64(64),
  F8_E4M3FNUZ(8),
  F8_E5M2FNUZ(8),
  F8_E8M0(8),
  F6_E2M3(6),
  F6_E3M2(6),
  F4(4);

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** Bits of one element. */
  public int bits() {
    return bits;
  }

  /** Bytes of one element, of those that have whole bytes. */
  public int bytes() {
    return bits / Byte.SIZE;
  }

  /** Whether an element is a floating-point number that this engine reads, of any width. */
  public boolean floating() {
    return this == F64 || this == F32 || this == F16 || this == BF16 || isEightBitFloat();
  }

  /** Whether every number of the type is one of F16, too. */
  public boolean isEightBitFloat() {
    return this == F8_E4M3 || this == F8_E5M2;
  }

  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
