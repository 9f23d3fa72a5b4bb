package zoodip.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import zoodip.platform.retry.RetryPolicies;
import zoodip.platform.retry.RetryState;

/** Writes one object into a file, behind what the file has of it. */
final class ObjectDownload {
  private static final int BUFFER = 1 << 18;

  private final Storage storage;
  private final RetryState<IOException> retries;
  private final String key;
  private final long size;

  /**
   * @param attempts that may end without a byte more before the store is given up
   */
  ObjectDownload(Storage storage, int attempts, String key, long size) {
    this.storage = storage;
    retries = new RetryState<>(RetryPolicies.transfer(attempts));
    this.key = key;
    this.size = size;
  }

  void into(Path file) throws IOException {
    if (storage.size(key).orElseThrow(() -> new ObjectMissingException(key)) < size) {
      // shorter than it was: its beginning may be another one, too
      Files.deleteIfExists(file);
    }
    for (Append append = append(file); append.broken != null; append = append(file)) {
      if (append.bytes > 0) {
        retries.progressed();
      }
      IOException broken = append.broken;
      pause(retries.failed(broken).orElseThrow(() -> new StorageException("read " + key, broken)));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw StorageCalls.interrupted(e);
    }
  }

  /**
   * One stream's worth.
   *
   * @param bytes that came
   * @param broken what cut it off; null if nothing did
   */
  private record Append(long bytes, IOException broken) {}

  private Append append(Path file) throws IOException {
    long before = Files.exists(file) ? Files.size(file) : 0;
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      return before < size ? append(before, out) : new Append(0, null);
    }
  }

  private Append append(long before, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    InputStream content = storage.open(key, before);
    try {
      while (before + bytes < size) {
        int count;
        try {
          count = content.read(buffer, 0, (int) Math.min(buffer.length, size - before - bytes));
        } catch (IOException e) {
          return new Append(bytes, e);
        }
        if (count < 0) {
          break;
        }
        out.write(buffer, 0, count);
        bytes += count;
      }
      return new Append(bytes, null);
    } finally {
      close(content);
    }
  }

  /** What a stream says at its end does not matter when its bytes are here. */
  private static void close(InputStream content) {
    try {
      content.close();
    } catch (IOException e) {
      org.jboss.logging.Logger.getLogger(ObjectDownload.class)
          .debug("A stream of the object store did not close", e);
    }
  }
}
