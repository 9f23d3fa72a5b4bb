package zoodip.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The checked header of a safetensors file: eight bytes of length, then JSON of that length.
 *
 * <p>Source: the format description of huggingface/safetensors. The tensors must cover the rest of
 * the file without holes or overlaps. Memory is bounded: a tensor takes some hundred bytes, and
 * what describes it is looked at alone.
 */
record SafetensorsHeader(Map<String, TensorEntry> entries, Map<String, String> metadata) {
  private static final long LENGTH_BYTES = 8;
  private static final long BEGINNING = 64;

  /**
   * The format allows 100 MB; real headers have some hundred kB, and some MB of metadata at most.
   */
  private static final long LARGEST = 32 << 20;

  static SafetensorsHeader read(Path file, ByteSource source) throws IOException {
    long length = length(file, source);
    byte[] json = new byte[Math.toIntExact(length)];
    fill(file, source, ByteBuffer.wrap(json), LENGTH_BYTES);
    return new SafetensorsHeaderParser(file, LENGTH_BYTES + length, source.size()).parse(json);
  }

  private static long length(Path file, ByteSource source) throws IOException {
    if (source.size() < LENGTH_BYTES) {
      throw new SafetensorsException(
          file, "only " + source.size() + " bytes; a safetensors file begins with 8 bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, source, bytes, 0);
    long length = bytes.flip().getLong();
    if (length > LARGEST && length <= source.size() - LENGTH_BYTES && startsObject(source)) {
      throw new SafetensorsException(
          file,
          "its header has %,d bytes, at most %,d are read; write it without its metadata"
              .formatted(length, LARGEST));
    }
    if (length < 2 || length > LARGEST || length > source.size() - LENGTH_BYTES) {
      refuseOtherContent(file, source);
      throw new SafetensorsException(
          file,
          "header length "
              + Long.toUnsignedString(length)
              + " does not fit a file of "
              + source.size()
              + " bytes: not a safetensors file, or cut off");
    }
    return length;
  }

  private static boolean startsObject(ByteSource source) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(1);
    source.fill(first, LENGTH_BYTES);
    return first.get(0) == '{';
  }

  private static void refuseOtherContent(Path file, ByteSource source) throws IOException {
    ByteBuffer beginning = ByteBuffer.allocate((int) Math.min(BEGINNING, source.size()));
    fill(file, source, beginning, 0);
    Optional<String> other = UnrecognizedContent.of(beginning.array());
    if (other.isPresent()) {
      throw new SafetensorsException(file, other.get());
    }
  }

  private static void fill(Path file, ByteSource source, ByteBuffer bytes, long at)
      throws IOException {
    source.fill(bytes, at);
    if (bytes.hasRemaining()) {
      throw new SafetensorsException(file, "the file ends within its header");
    }
  }
}
