package zoodip.safetensors;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file in memory, given back on close.
 *
 * <p>Waiting for the garbage collector instead would keep a checkpoint's pages resident while it is
 * quantized.
 */
final class MappedRegion implements AutoCloseable {
  private final MappedByteBuffer buffer;

  private MappedRegion(MappedByteBuffer buffer) {
    this.buffer = buffer;
  }

  static MappedRegion of(FileChannel channel, long offset, long length) throws IOException {
    return new MappedRegion(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
  }

  /** The bytes, little-endian; invalid after close. */
  ByteBuffer bytes() {
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    if (buffer.capacity() > 0) {
      Cleaner.clean(buffer);
    }
  }

  /** The JDK's only public way to unmap a buffer at once. */
  private static final class Cleaner {
    private static final Object UNSAFE;
    private static final Method INVOKE;

    static {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        UNSAFE = field.get(null);
        INVOKE = type.getMethod("invokeCleaner", ByteBuffer.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    static void clean(ByteBuffer buffer) {
      try {
        INVOKE.invoke(UNSAFE, buffer);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot unmap a file", e);
      }
    }
  }
}
