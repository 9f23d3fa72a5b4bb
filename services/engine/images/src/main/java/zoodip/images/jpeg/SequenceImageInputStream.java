package zoodip.images.jpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Parts of a file that lie in memory, read as if they followed each other; nothing is copied. */
final class SequenceImageInputStream extends ImageInputStreamImpl {
  private final List<ByteBuffer> parts;

  /** The part that was read last, and where it begins. */
  private int part;

  private long start;

  SequenceImageInputStream(List<ByteBuffer> parts) {
    this.parts = parts;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads as much as there is: the JDK takes less for the end of the file. */
  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int done = 0;
    while (done < length && seekPart()) {
      ByteBuffer content = parts.get(part);
      int from = (int) (streamPos - start);
      int count = Math.min(length - done, content.limit() - from);
      content.get(from, to, offset + done, count);
      streamPos += count;
      done += count;
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  @Override
  public long length() {
    return parts.stream().mapToLong(ByteBuffer::limit).sum();
  }

  /** Goes to the part that the position is in; false behind the end. */
  private boolean seekPart() {
    if (streamPos < start) {
      part = 0;
      start = 0;
    }
    while (part < parts.size() && streamPos >= start + parts.get(part).limit()) {
      start += parts.get(part).limit();
      part++;
    }
    return part < parts.size();
  }
}
