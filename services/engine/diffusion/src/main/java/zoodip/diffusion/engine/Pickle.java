package zoodip.diffusion.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the pickle of a TorchScript module object and its attributes (Python's pickle protocol 2,
 * the few opcodes that TorchScript's reader needs).
 */
final class Pickle {
  private static final int PROTOCOL = 0x80;
  private static final int NEW_OBJECT = 0x81;
  private static final int TRUE = 0x88;
  private static final int FALSE = 0x89;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Pickle() {}

  static byte[] of(ModuleObject module) {
    Pickle pickle = new Pickle();
    pickle.opcode(PROTOCOL);
    pickle.opcode(2);
    pickle.module(module);
    pickle.opcode('.');
    return pickle.bytes.toByteArray();
  }

  private void module(ModuleObject module) {
    text("c__torch__\n" + module.type() + "\n)");
    opcode(NEW_OBJECT);
    map(module.attributes());
    opcode('b');
  }

  private void value(Object value) {
    if (value instanceof ModuleObject module) {
      module(module);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof List<?> list) {
      list(list);
    } else {
      scalar(value);
    }
  }

  private void map(Map<?, ?> map) {
    text("}(");
    map.forEach(
        (key, value) -> {
          value(key);
          value(value);
        });
    opcode('u');
  }

  private void list(List<?> list) {
    text("](");
    list.forEach(this::value);
    opcode('e');
  }

  private void scalar(Object value) {
    if (value instanceof Boolean flag) {
      opcode(flag ? TRUE : FALSE);
    } else if (value instanceof Integer number) {
      opcode('J');
      put(Integer.BYTES, buffer -> buffer.putInt(number));
    } else if (value instanceof Long number) {
      opcode(0x8a);
      opcode(Long.BYTES);
      put(Long.BYTES, buffer -> buffer.putLong(number));
    } else if (value instanceof Double number) {
      opcode('G');
      put(Double.BYTES, buffer -> buffer.order(ByteOrder.BIG_ENDIAN).putDouble(number));
    } else if (value instanceof String string) {
      string(string);
    } else {
      throw new IllegalArgumentException("no attribute of a program: " + value);
    }
  }

  private void string(String string) {
    byte[] encoded = string.getBytes(StandardCharsets.UTF_8);
    opcode('X');
    put(Integer.BYTES, buffer -> buffer.putInt(encoded.length));
    bytes.writeBytes(encoded);
  }

  private void text(String ascii) {
    bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private void opcode(int opcode) {
    bytes.write(opcode);
  }

  /** Numbers are little-endian, but for the binary float. */
  private void put(int size, Consumer<ByteBuffer> number) {
    byte[] encoded = new byte[size];
    number.accept(ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN));
    bytes.writeBytes(encoded);
  }
}
