package zoodip.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Function;

/** Where the bytes of a safetensors file are. */
sealed interface ByteSource {
  /** Bytes of the whole file. */
  long size() throws IOException;

  /** Fills the buffer with the bytes from {@code offset} on, as far as there are some. */
  void fill(ByteBuffer bytes, long offset) throws IOException;

  /** Hands a part's bytes (little-endian) to {@code reader}; they must not outlive the call. */
  <T> T read(long offset, long length, Function<ByteBuffer, T> reader) throws IOException;

  void close() throws IOException;

  /** On a disk; parts are mapped into memory one at a time. */
  record Disk(FileChannel channel) implements ByteSource {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void fill(ByteBuffer bytes, long offset) throws IOException {
      long at = offset;
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, at);
        if (read < 0) {
          return;
        }
        at += read;
      }
    }

    @Override
    public <T> T read(long offset, long length, Function<ByteBuffer, T> reader) throws IOException {
      try (MappedRegion region = MappedRegion.of(channel, offset, length)) {
        return reader.apply(region.bytes());
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** In memory. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Memory(byte[] content) implements ByteSource {
    @Override
    public long size() {
      return content.length;
    }

    @Override
    public void fill(ByteBuffer bytes, long offset) {
      int length = (int) Math.min(bytes.remaining(), content.length - offset);
      bytes.put(content, (int) offset, length);
    }

    @Override
    public <T> T read(long offset, long length, Function<ByteBuffer, T> reader) {
      return reader.apply(
          ByteBuffer.wrap(content, (int) offset, (int) length)
              .slice()
              .asReadOnlyBuffer()
              .order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public void close() {}
  }
}
