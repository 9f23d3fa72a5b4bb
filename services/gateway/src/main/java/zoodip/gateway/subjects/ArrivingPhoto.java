package zoodip.gateway.subjects;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;
import zoodip.platform.errors.DiskFull;

/**
 * A photo on its way in: what has come of it is in a file, not in memory, however many come at the
 * same time and however slowly.
 */
final class ArrivingPhoto implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ArrivingPhoto.class);

  private static final int BYTES_AT_ONCE = 1 << 16;

  private final Path file;
  private final OutputStream out;
  private long bytes;

  private ArrivingPhoto(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Begins one.
   *
   * @throws zoodip.platform.errors.ServiceException DISK_FULL
   */
  static ArrivingPhoto in(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "photo-", ".arriving");
      return new ArrivingPhoto(file, Files.newOutputStream(file));
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /** Bytes that have come. */
  long bytes() {
    return bytes;
  }

  /** Where they are. */
  Path file() {
    return file;
  }

  /**
   * Adds some.
   *
   * @throws zoodip.platform.errors.ServiceException DISK_FULL
   */
  void append(ByteString chunk) {
    try {
      chunk.writeTo(out);
      bytes += chunk.size();
    } catch (IOException e) {
      throw failure(file.getParent(), e);
    }
  }

  /** All of it. */
  byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failure(file.getParent(), e);
    }
  }

  /**
   * Puts other bytes in its place.
   *
   * @param pieces of what is written, which stay as they are
   * @throws zoodip.platform.errors.ServiceException DISK_FULL
   */
  void replace(List<ByteBuffer> pieces) {
    try (ByteChannel other = Files.newByteChannel(file, WRITE, TRUNCATE_EXISTING)) {
      for (ByteBuffer piece : pieces) {
        write(piece, other);
      }
    } catch (IOException e) {
      throw failure(file.getParent(), e);
    }
  }

  /** A channel copies what it is given, so it is given little at once. */
  private static void write(ByteBuffer piece, ByteChannel channel) throws IOException {
    int written = 0;
    while (written < piece.remaining()) {
      int length = Math.min(BYTES_AT_ONCE, piece.remaining() - written);
      written += channel.write(piece.slice(piece.position() + written, length));
    }
  }

  /** No more comes; the file stays. */
  void end() {
    try {
      out.close();
    } catch (IOException e) {
      LOG.warnf(e, "Cannot close %s", file);
    }
  }

  /** Deletes the file. */
  @Override
  public void close() {
    end();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf(e, "Cannot delete %s", file);
    }
  }

  private static RuntimeException failure(Path folder, IOException e) {
    return DiskFull.failure("keep an arriving photo", folder, e);
  }
}
