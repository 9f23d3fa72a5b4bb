package zoodip.cli.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A file that is arriving: {@code name.part}, and beside it the version of which it is the
 * beginning. It gets its name when it is whole and checked.
 */
final class PartialFile {
  private static final int CHUNK = 1 << 16;

  private final Path target;
  private final Path part;
  private final Path version;

  PartialFile(Path target) {
    this.target = target;
    part = target.resolveSibling(target.getFileName() + ".part");
    version = target.resolveSibling(target.getFileName() + ".part.etag");
  }

  /** What to ask for: the rest of the same version, or all of it. */
  Map<String, String> rangeHeaders() throws IOException {
    if (!Files.exists(part) || !Files.exists(version)) {
      return Map.of();
    }
    return Map.of(
        "Range", "bytes=" + Files.size(part) + "-", "If-Range", Files.readString(version));
  }

  /** Forgets what has arrived. */
  void restart(Optional<String> newVersion) throws IOException {
    Files.createDirectories(target.getParent());
    discard();
    if (newVersion.isPresent()) {
      Files.writeString(version, newVersion.get());
    }
  }

  void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(version);
  }

  long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /**
   * Appends a body.
   *
   * @param progress hears how many bytes there are
   */
  void append(InputStream body, LongConsumer progress) throws IOException {
    long size = size();
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        out.write(chunk, 0, read);
        size += read;
        progress.accept(size);
      }
    }
  }

  /** Gives the file its name if its content is right; else forgets it. */
  boolean finish(ContentDigest digest) throws IOException {
    boolean fits = digest.fits(part);
    if (fits) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
    discard();
    return fits;
  }
}
