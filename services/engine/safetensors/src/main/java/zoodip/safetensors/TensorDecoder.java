package zoodip.safetensors;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a tensor's bytes as Java numbers. */
final class TensorDecoder {
  private TensorDecoder() {}

  static float[] floats(Path file, TensorEntry entry, ByteBuffer bytes) {
    float[] values = new float[Math.toIntExact(entry.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (entry.type()) {
            case F32 -> bytes.getFloat();
            case F64 -> (float) bytes.getDouble();
            case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
            case F16 -> half(bytes.getShort());
            case F8_E4M3, F8_E5M2 -> half(Float8.half(entry.type(), bytes.get()));
            default -> throw mismatch(file, entry, "numbers");
          };
    }
    return values;
  }

  static Optional<NonFinite> firstNonFinite(Path file, TensorEntry entry, ByteBuffer bytes) {
    OptionalLong found = FiniteScan.first(entry.type(), bytes);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    TensorEntry alone = new TensorEntry(entry.name(), entry.type(), List.of(), 0, 0);
    bytes.position(Math.toIntExact(found.getAsLong() * entry.type().bytes()));
    return Optional.of(new NonFinite(found.getAsLong(), floats(file, alone, bytes)[0]));
  }

  static long[] longs(Path file, TensorEntry entry, ByteBuffer bytes) {
    long[] values = new long[Math.toIntExact(entry.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (entry.type()) {
            case I64 -> bytes.getLong();
            case I32 -> bytes.getInt();
            case I16 -> bytes.getShort();
            case I8 -> bytes.get();
            case U8, BOOL -> Byte.toUnsignedLong(bytes.get());
            default -> throw mismatch(file, entry, "whole numbers");
          };
    }
    return values;
  }

  /** IEEE 754 binary16, subnormals included. */
  static float half(short bits) {
    float sign = bits < 0 ? -1f : 1f;
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0x1f) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * mantissa * 0x1p-24f
        : sign * (1024 + mantissa) * Math.scalb(1f, exponent - 25);
  }

  private static SafetensorsException mismatch(Path file, TensorEntry entry, String wanted) {
    return new SafetensorsException(
        file, "tensor " + entry.name() + " holds " + entry.type() + ", not " + wanted);
  }
}
