package zoodip.platform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file by which a process shows others that it uses something. The system frees what the dead
 * held.
 *
 * <p>While it is held, this process does not open the file again: closing any descriptor of a file
 * drops all POSIX locks that the process has on it (fcntl(2)).
 */
public final class ProcessLock implements AutoCloseable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Holds the file, which is made if it is not there.
   *
   * @param file in a folder that is there
   * @return empty if it is held, by another process or by this one
   */
  public static Optional<ProcessLock> tryHold(Path file) throws IOException {
    Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    Optional<ProcessLock> held = Optional.empty();
    try {
      held = lock(real);
      return held;
    } finally {
      if (held.isEmpty()) {
        HELD.remove(real);
      }
    }
  }

  private static Optional<ProcessLock> lock(Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      return Optional.ofNullable(lock).map(taken -> new ProcessLock(real, channel));
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /**
   * Others can hold it from now on; closing it again does nothing.
   *
   * @throws UncheckedIOException if the file cannot be closed
   */
  @Override
  public synchronized void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of " + file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
