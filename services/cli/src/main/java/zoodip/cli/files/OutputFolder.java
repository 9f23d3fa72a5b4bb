package zoodip.cli.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;

/**
 * A folder that a command is to leave files in. If it was made for that and nothing came, closing
 * removes it, with those above it that were made too.
 */
public final class OutputFolder implements AutoCloseable {
  /** The innermost first. */
  private final List<Path> made;

  private OutputFolder(List<Path> made) {
    this.made = made;
  }

  /**
   * Makes the folder and sees that files can be made in it: before the work, not after it.
   *
   * @throws UsageException if it is no folder, or nothing can be written there
   */
  public static OutputFolder ready(Path folder) {
    try {
      return tried(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "--out %s: %s is a file, not a folder".formatted(folder, e.getFile()), e);
    } catch (IOException e) {
      throw new UsageException(
          "--out %s: nothing can be written there (%s); name another folder".formatted(folder, e),
          e);
    }
  }

  private static OutputFolder tried(Path folder) throws IOException {
    OutputFolder ready = make(folder);
    try {
      Files.delete(Files.createTempFile(folder, ".zoodip-", ".part"));
      return ready;
    } catch (IOException e) {
      throw ready.undone(e);
    }
  }

  /** Makes the folder if it is not there. */
  static OutputFolder make(Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    Path each = folder.toAbsolutePath();
    while (each != null && Files.notExists(each, LinkOption.NOFOLLOW_LINKS)) {
      missing.add(each);
      each = each.getParent();
    }
    OutputFolder made = new OutputFolder(missing);
    try {
      Files.createDirectories(folder);
      return made;
    } catch (IOException e) {
      throw made.undone(e);
    }
  }

  private IOException undone(IOException failure) {
    try {
      close();
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /**
   * Leaves no folder that was made for nothing.
   *
   * @throws UncheckedIOException if an empty one cannot be removed
   */
  @Override
  public void close() {
    for (Path each : made) {
      try {
        if (Files.exists(each)) {
          if (!isEmpty(each)) {
            return;
          }
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot remove the empty folder " + each, e);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
