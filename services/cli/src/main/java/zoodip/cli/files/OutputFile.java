package zoodip.cli.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;

/**
 * Files that a command leaves; their folders are made. A file is there whole or not at all: it is
 * written beside its place first, so that a full disk or a kill leaves no half one under its name.
 */
public final class OutputFile {
  private OutputFile() {}

  public static void write(Path file, ByteString content) {
    write(file, List.of(content).iterator());
  }

  /**
   * Writes a file of chunks, in place of one that is there.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Iterator<ByteString> chunks) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // a pipe or a device, such as /dev/stdout, cannot be replaced
        writeTo(file, chunks);
      } else {
        replace(Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath(), chunks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /**
   * Writes a file under its own name, or under NAME_2, NAME_3 and so on where another file has it.
   * A file that is there with the same content already is taken as written.
   *
   * @param name with its suffix
   * @return where the content is
   * @throws UncheckedIOException if it cannot be written
   */
  public static Path keep(Path folder, String name, ByteString content) {
    String stem = name.replaceFirst("\\.[^.]*$", "");
    String suffix = name.substring(stem.length());
    for (int number = 1; ; number++) {
      Path file = folder.resolve(number == 1 ? name : stem + "_" + number + suffix);
      try (OutputFolder home = OutputFolder.make(folder)) {
        if (reserve(file)) {
          fill(file, content);
          return file;
        }
        if (Files.isRegularFile(file) && holds(file, content)) {
          return file;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + file, e);
      }
    }
  }

  private static boolean holds(Path file, ByteString content) throws IOException {
    return Files.size(file) == content.size()
        && ByteString.copyFrom(Files.readAllBytes(file)).equals(content);
  }

  private static void fill(Path reserved, ByteString content) throws IOException {
    try {
      write(reserved, content);
    } catch (RuntimeException e) {
      Files.deleteIfExists(reserved);
      throw e;
    }
  }

  /** Two commands that run side by side never choose the same name. */
  private static boolean reserve(Path file) throws IOException {
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static void replace(Path file, Iterator<ByteString> chunks) throws IOException {
    try (OutputFolder home = OutputFolder.make(file.getParent())) {
      fillBeside(file, chunks);
    }
  }

  private static void fillBeside(Path file, Iterator<ByteString> chunks) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      writeTo(part, chunks);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  private static void writeTo(Path file, Iterator<ByteString> chunks) throws IOException {
    try (OutputStream content = Files.newOutputStream(file)) {
      while (chunks.hasNext()) {
        chunks.next().writeTo(content);
      }
    }
  }
}
