package zoodip.provenance.c2pa;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CBOR documents (RFC 8949) of Java values: strings, whole numbers, byte strings, lists, maps whose
 * keys are strings or whole numbers, and empty optionals for null. Lengths are definite, numbers
 * take as few bytes as they can.
 */
final class CborWriter {
  private static final CBORFactory FACTORY = new CBORFactory();

  /**
   * A value with a tag before it.
   *
   * @param number of the IANA registry of CBOR tags
   */
  record Tagged(int number, Object value) {}

  private CborWriter() {}

  static byte[] bytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator generator = FACTORY.createGenerator(bytes)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, CBORGenerator generator) throws IOException {
    if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Integer number) {
      generator.writeNumber(number);
    } else if (value instanceof byte[] content) {
      generator.writeBinary(content);
    } else if (value instanceof Tagged tagged) {
      generator.writeTag(tagged.number());
      write(tagged.value(), generator);
    } else if (value instanceof Optional<?> nothing && nothing.isEmpty()) {
      generator.writeNull();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray(list, list.size());
      for (Object item : list) {
        write(item, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      write(map, generator);
    } else {
      throw new IllegalArgumentException("not written as CBOR: " + value.getClass());
    }
  }

  private static void write(Map<?, ?> map, CBORGenerator generator) throws IOException {
    generator.writeStartObject(map, map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof Integer number) {
        generator.writeFieldId(number);
      } else {
        generator.writeFieldName((String) entry.getKey());
      }
      write(entry.getValue(), generator);
    }
    generator.writeEndObject();
  }
}
