package zoodip.platform.models.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import zoodip.platform.files.PrivateFolder;
import zoodip.v1.ModelFile;

/**
 * Where the files of one digest lie in the cache.
 *
 * <pre>
 * {digest}/            the files, whole
 * {digest}.complete    the marker: says the digest, written last, touched at each use
 * arriving-{digest}/   files on their way, kept for the next try when one is interrupted
 * locks/{digest}.use   shared by all who read the files, held alone by who evicts them
 * locks/{digest}.fetch held by who fetches them
 * </pre>
 */
record CacheEntryPaths(PrivateFolder cache, String digest) {
  static final String ARRIVING = "arriving-";
  static final String COMPLETE = ".complete";
  static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final String LOCKS = "locks";

  Path folder() {
    return cache.path().resolve(digest);
  }

  Path arriving() {
    return cache.path().resolve(ARRIVING + digest);
  }

  Path marker() {
    return cache.path().resolve(digest + COMPLETE);
  }

  LockFile use() throws IOException {
    return LockFile.at(cache.folder(LOCKS).resolve(digest + ".use"));
  }

  LockFile fetch() throws IOException {
    return LockFile.at(cache.folder(LOCKS).resolve(digest + ".fetch"));
  }

  /** Whether all files arrived, were checked, and still have their sizes. */
  boolean isWhole(List<ModelFile> files) throws IOException {
    return isMarked() && hasSizes(files);
  }

  private boolean isMarked() throws IOException {
    try {
      return cache.isOurs(marker())
          && cache.isOurs(folder())
          && Files.readString(marker()).strip().equals(digest);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean hasSizes(List<ModelFile> files) throws IOException {
    for (ModelFile file : files) {
      Path path = folder().resolve(file.getPath());
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          || Files.size(path) != file.getSizeBytes()) {
        return false;
      }
    }
    return true;
  }

  /** Moves what has arrived into place; from now on it is trusted. */
  void settle() throws IOException {
    Files.move(arriving(), folder(), StandardCopyOption.ATOMIC_MOVE);
    Path written = cache.path().resolve(digest + COMPLETE + ".new");
    Files.writeString(written, digest + "\n");
    force(written);
    Files.move(written, marker(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Sees that the bytes are on the disk: a marker must not outlive them. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Remembers that it is used now. */
  void touch() throws IOException {
    FileTime now = FileTime.from(Instant.now());
    for (Path path : List.of(marker(), arriving())) {
      if (Files.exists(path)) {
        Files.setLastModifiedTime(path, now);
      }
    }
  }

  /** When it was used last, or is said to be by the folder if it has no marker. */
  FileTime lastUse() throws IOException {
    for (Path path : List.of(marker(), arriving(), folder())) {
      if (Files.exists(path)) {
        return Files.getLastModifiedTime(path);
      }
    }
    return FileTime.fromMillis(0);
  }

  /** Bytes of all that lies here. */
  long bytes() throws IOException {
    return FileTrees.bytes(folder()) + FileTrees.bytes(arriving());
  }

  /** Deletes it, the marker first: what is left by an interruption is not trusted. */
  void delete() throws IOException {
    Files.deleteIfExists(marker());
    FileTrees.delete(folder());
    FileTrees.delete(arriving());
  }
}
