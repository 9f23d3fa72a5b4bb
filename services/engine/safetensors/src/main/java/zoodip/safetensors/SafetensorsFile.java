package zoodip.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A safetensors file, opened and checked; tensors of one on a disk are mapped into memory one at a
 * time.
 *
 * <p>Opening reads the header only. Every method throws {@link SafetensorsException} for a file
 * that is not what it says.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path file;
  private final ByteSource source;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path file, ByteSource source, SafetensorsHeader header) {
    this.file = file;
    this.source = source;
    this.header = header;
  }

  /** Opens {@code file} and checks its whole header. */
  public static SafetensorsFile open(Path file) {
    return open(file, new ByteSource.Disk(channel(file)));
  }

  /**
   * Checks the whole header of a file that is in memory.
   *
   * @param name what errors call it
   * @param content the file's bytes, which must not change any more
   */
  public static SafetensorsFile of(Path name, byte[] content) {
    return open(name, new ByteSource.Memory(content));
  }

  private static SafetensorsFile open(Path file, ByteSource source) {
    try {
      return new SafetensorsFile(file, source, SafetensorsHeader.read(file, source));
    } catch (IOException e) {
      close(file, source);
      throw new SafetensorsException(file, "cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(file, source);
      throw e;
    }
  }

  private static FileChannel channel(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new SafetensorsException(
          file, "cannot be opened (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /** The file, as errors name it. */
  public Path path() {
    return file;
  }

  /** The tensors' names in the order of their data. */
  public Set<String> names() {
    return header.entries().keySet();
  }

  /** The free-form strings of {@code __metadata__}; empty when there are none. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  public boolean contains(String name) {
    return header.entries().containsKey(name);
  }

  /** The header's entry of a tensor; throws when there is none of that name. */
  public TensorEntry entry(String name) {
    TensorEntry entry = header.entries().get(name);
    if (entry == null) {
      throw new SafetensorsException(file, "has no tensor " + name);
    }
    return entry;
  }

  /**
   * Hands one tensor's bytes (little-endian; direct if the file is on a disk) to {@code reader}:
   * the buffer must not outlive the call.
   */
  public <T> T read(String name, Function<ByteBuffer, T> reader) {
    TensorEntry entry = entry(name);
    if (entry.length() > Integer.MAX_VALUE) {
      throw new SafetensorsException(
          file, "tensor " + name + " has " + entry.length() + " bytes; 2 GiB is the most");
    }
    try {
      return source.read(entry.offset(), entry.length(), reader);
    } catch (IOException e) {
      throw new SafetensorsException(file, "tensor " + name + " cannot be mapped", e);
    }
  }

  /** A floating-point tensor as fp32. */
  public float[] floats(String name) {
    TensorEntry entry = entry(name);
    return read(name, bytes -> TensorDecoder.floats(file, entry, bytes));
  }

  /** The first NaN or infinity of a tensor; types that are not read as numbers have none. */
  public Optional<NonFinite> firstNonFinite(String name) {
    TensorEntry entry = entry(name);
    return entry.type().floating()
        ? read(name, bytes -> TensorDecoder.firstNonFinite(file, entry, bytes))
        : Optional.empty();
  }

  /** An integer tensor of any width. */
  public long[] longs(String name) {
    TensorEntry entry = entry(name);
    return read(name, bytes -> TensorDecoder.longs(file, entry, bytes));
  }

  /** The little-endian F16 of an 8-bit floating-point tensor, which has all of its numbers. */
  public byte[] halves(String name) {
    TensorEntry entry = entry(name);
    if (!entry.type().isEightBitFloat()) {
      throw new IllegalArgumentException(name + " is of type " + entry.type());
    }
    return read(name, bytes -> Float8.halves(entry.type(), bytes));
  }

  /** A tensor's raw bytes. */
  public byte[] bytes(String name) {
    return read(
        name,
        bytes -> {
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          return copy;
        });
  }

  @Override
  public void close() {
    close(file, source);
  }

  private static void close(Path file, ByteSource source) {
    try {
      source.close();
    } catch (IOException e) {
      throw new SafetensorsException(file, "cannot be closed", e);
    }
  }
}
