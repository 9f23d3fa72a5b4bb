package zoodip.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Files that a command leaves; their folders are made. */
public final class OutputFile {
  private OutputFile() {}

  public static void write(Path file, ByteString content) {
    write(file, List.of(content).iterator());
  }

  /**
   * Writes a file of chunks.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Iterator<ByteString> chunks) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      try (OutputStream content = Files.newOutputStream(file)) {
        while (chunks.hasNext()) {
          chunks.next().writeTo(content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
