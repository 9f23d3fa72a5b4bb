package zoodip.platform.models.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.StampedLock;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * A file by which threads of this process and other processes share something or keep each other
 * out. What a process held is free when the process is gone, however it ended.
 *
 * <p>There is one of a file in a process: the operating system knows a lock's process, not its
 * thread, and forgets it as soon as the process closes the file anywhere.
 */
final class LockFile {
  private static final Map<Path, LockFile> KNOWN = new ConcurrentHashMap<>();

  /**
   * Other processes are asked again and again: to wait in the kernel would be refused as a deadlock
   * where two processes wait for each other's locks on behalf of unrelated threads.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path file;
  private final StampedLock threads = new StampedLock();
  private int holders;
  private Optional<FileChannel> channel = Optional.empty();

  private LockFile(Path file) {
    this.file = file;
  }

  /**
   * @param file in a folder whose path is real, so that it has one name
   */
  static LockFile at(Path file) {
    return KNOWN.computeIfAbsent(file, LockFile::new);
  }

  /** What is held until it is closed, by whatever thread; closing it again does nothing. */
  final class Hold implements AutoCloseable {
    private final long stamp;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Hold(long stamp) {
      this.stamp = stamp;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave();
        threads.unlock(stamp);
      }
    }
  }

  /** Waits until nobody has it alone. */
  Hold share() {
    return wait(true);
  }

  /** Waits until nobody has it. */
  Hold alone() {
    return wait(false);
  }

  /** Has it alone if nobody has it now. */
  Optional<Hold> tryAlone() {
    return attempt(threads.tryWriteLock(), false);
  }

  private Hold wait(boolean shared) {
    try {
      while (true) {
        long millis = PAUSE.toMillis();
        long stamp =
            shared
                ? threads.tryReadLock(millis, TimeUnit.MILLISECONDS)
                : threads.tryWriteLock(millis, TimeUnit.MILLISECONDS);
        Optional<Hold> hold = attempt(stamp, shared);
        if (hold.isPresent()) {
          return hold.get();
        }
        if (stamp != 0) {
          Thread.sleep(millis);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "Stopped while waiting for another process to fetch a model (%s)".formatted(file),
          e);
    }
  }

  private Optional<Hold> attempt(long stamp, boolean shared) {
    if (stamp == 0) {
      return Optional.empty();
    }
    boolean entered = false;
    try {
      entered = enter(shared);
      return entered ? Optional.of(new Hold(stamp)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + file, e);
    } finally {
      if (!entered) {
        threads.unlock(stamp);
      }
    }
  }

  /** The first of this process to come locks for all. */
  private synchronized boolean enter(boolean shared) throws IOException {
    if (holders == 0 && !lock(shared)) {
      return false;
    }
    holders++;
    return true;
  }

  private boolean lock(boolean shared) throws IOException {
    FileChannel opened =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = opened.tryLock(0, Long.MAX_VALUE, shared);
    } finally {
      if (lock == null) {
        opened.close();
      }
    }
    channel = Optional.of(opened).filter(FileChannel::isOpen);
    return lock != null;
  }

  /** The last one to go unlocks. */
  private synchronized void leave() {
    holders--;
    if (holders > 0) {
      return;
    }
    try {
      channel.orElseThrow().close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unlock " + file, e);
    } finally {
      channel = Optional.empty();
    }
  }
}
