package zoodip.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FiniteScanTest {
  private static final String NAME = "a";

  private static Optional<NonFinite> found(ElementType type, byte[] bytes) {
    byte[] content =
        new SafetensorsWriter().add(NAME, type, bytes, bytes.length / type.bytes()).toBytes();
    try (SafetensorsFile file = SafetensorsFile.of(Path.of("content"), content)) {
      return file.firstNonFinite(NAME);
    }
  }

  private static byte[] elements(ElementType type, int count, int at, long element) {
    ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes() + 8).order(ByteOrder.LITTLE_ENDIAN);
    return Arrays.copyOf(bytes.putLong(at * type.bytes(), element).array(), count * type.bytes());
  }

  /** Every one of 8 or 16 bits, and of wider types those with any upper 16. */
  @ParameterizedTest
  @EnumSource(names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
  void everyNumberIsFoundThatIsNotFinite(ElementType type) {
    int free = Math.min(16, type.bits());
    for (long upper = 0; upper < 1L << free; upper++) {
      byte[] one = elements(type, 1, 0, upper << type.bits() - free);
      Optional<NonFinite> expected =
          isFinite(type, one) ? Optional.empty() : Optional.of(new NonFinite(0, value(type, one)));
      assertEquals(expected, found(type, one), type + " " + Long.toHexString(upper));
    }
  }

  private static boolean isFinite(ElementType type, byte[] bytes) {
    return type == ElementType.F64
        ? Double.isFinite(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble())
        : Float.isFinite(value(type, bytes));
  }

  private static float value(ElementType type, byte[] bytes) {
    byte[] content = new SafetensorsWriter().add(NAME, type, bytes, 1).toBytes();
    try (SafetensorsFile file = SafetensorsFile.of(Path.of("content"), content)) {
      return file.floats(NAME)[0];
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
  void theFirstIsToldWhereverItStands(ElementType type) {
    for (int count = 1; count < 20; count++) {
      for (int at = 0; at < count; at++) {
        byte[] bytes = elements(type, count, at, -1L >>> Long.SIZE - type.bits());
        assertEquals(Optional.of(new NonFinite(at, Float.NaN)), found(type, bytes));
      }
      assertEquals(Optional.empty(), found(type, elements(type, count, 0, 1)));
    }
  }

  /** Their bits mean something else, if anything. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "F6_E2M3", "F6_E3M2", "F4"})
  void otherTypesAreNotLookedAt(ElementType type) {
    assertEquals(Optional.empty(), found(type, elements(type, 3, 1, -1)));
  }

  @Test
  void anEmptyTensorHasNone() {
    assertEquals(Optional.empty(), found(ElementType.F16, new byte[0]));
  }
}
