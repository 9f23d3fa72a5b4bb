package zoodip.safetensors;

import java.util.Arrays;
import java.util.Optional;

/** The element types of a safetensors file that this engine reads. */
public enum ElementType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether an element is a floating-point number, of any width. */
  public boolean floating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
