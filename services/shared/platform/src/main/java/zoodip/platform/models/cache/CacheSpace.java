package zoodip.platform.models.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import zoodip.platform.files.PrivateFolder;

/**
 * Makes room for models that arrive: those that were not used for longest go, those that somebody
 * uses never do.
 */
final class CacheSpace {
  private static final Logger LOG = Logger.getLogger(CacheSpace.class);
  private static final Pattern ENTRY =
      Pattern.compile("(?:%s)?(%s)".formatted(CacheEntryPaths.ARRIVING, CacheEntryPaths.DIGEST));

  private final PrivateFolder cache;
  private final long limit;
  private final FreeSpace disk;

  /** How many bytes can be written below a folder. */
  @FunctionalInterface
  interface FreeSpace {
    FreeSpace OF_DISK = folder -> Files.getFileStore(folder).getUsableSpace();

    long below(Path folder) throws IOException;
  }

  CacheSpace(PrivateFolder cache, long limit, FreeSpace disk) {
    this.cache = cache;
    this.limit = limit;
    this.disk = disk;
  }

  /**
   * Evicts models until one that arrives fits both the limit and the disk. The limit is for what is
   * kept, not for what is needed: a model that alone is larger comes, and stays alone.
   *
   * @param bytes of the whole model
   * @throws DiskFullException if the disk has no room for it even so
   */
  void makeRoom(CacheEntryPaths arriving, long bytes) throws IOException {
    long missing = bytes - arriving.bytes();
    while (used(arriving) + bytes > limit || disk.below(cache.path()) < missing) {
      if (!evictOldest(arriving)) {
        break;
      }
    }
    long free = disk.below(cache.path());
    if (free < missing) {
      throw new DiskFullException(cache.path(), missing, free);
    }
    if (used(arriving) + bytes > limit) {
      LOG.warnf(
          "The models in use take more than the %,d bytes of model-cache.max-bytes in %s",
          limit, cache.path());
    }
  }

  /** All places of the cache, the longest unused first. */
  List<CacheEntryPaths> places() throws IOException {
    try (Stream<Path> entries = Files.list(cache.path())) {
      return entries
          .map(entry -> ENTRY.matcher(entry.getFileName().toString()))
          .filter(Matcher::matches)
          .map(entry -> entry.group(1))
          .distinct()
          .map(digest -> new CacheEntryPaths(cache, digest))
          .sorted(Comparator.comparing(CacheSpace::lastUse))
          .toList();
    }
  }

  private long used(CacheEntryPaths arriving) throws IOException {
    long bytes = 0;
    for (CacheEntryPaths cacheEntryPaths : places()) {
      bytes += cacheEntryPaths.equals(arriving) ? 0 : cacheEntryPaths.bytes();
    }
    return bytes;
  }

  private boolean evictOldest(CacheEntryPaths arriving) throws IOException {
    for (CacheEntryPaths cacheEntryPaths : places()) {
      if (!cacheEntryPaths.equals(arriving) && evict(cacheEntryPaths)) {
        LOG.infof("%s is evicted to make room", cacheEntryPaths.folder());
        return true;
      }
    }
    return false;
  }

  private static boolean evict(CacheEntryPaths cacheEntryPaths) throws IOException {
    Optional<LockFile.Hold> alone = cacheEntryPaths.use().tryAlone();
    if (alone.isEmpty()) {
      return false;
    }
    try (LockFile.Hold held = alone.get()) {
      cacheEntryPaths.delete();
      return true;
    }
  }

  private static java.nio.file.attribute.FileTime lastUse(CacheEntryPaths cacheEntryPaths) {
    try {
      return cacheEntryPaths.lastUse();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + cacheEntryPaths.folder(), e);
    }
  }
}
