package zoodip.platform.models.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.files.PrivateFolder;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/**
 * The models on this machine: each is fetched once, however many threads and processes want it at
 * the same time, and stays until its room is needed. {@link CacheEntryPaths} tells what lies where.
 */
public final class ModelCache {
  private static final Logger LOG = Logger.getLogger(ModelCache.class);

  /** How long it is likely that somebody goes on with a fetch that broke off. */
  private static final Duration PATIENCE = Duration.ofDays(7);

  private final Storage storage;
  private final Path folder;
  private final long limit;
  private final CacheSpace.FreeSpace disk;

  /**
   * @param folder made when the first model comes
   * @param limit bytes that are kept
   */
  public ModelCache(Storage storage, Path folder, long limit) {
    this(storage, folder, limit, CacheSpace.FreeSpace.OF_DISK);
  }

  ModelCache(Storage storage, Path folder, long limit, CacheSpace.FreeSpace disk) {
    this.storage = storage;
    this.folder = folder;
    this.limit = limit;
    this.disk = disk;
  }

  /**
   * The model's files, fetched unless they are here; waits while somebody else fetches them.
   *
   * @param model whose digest is that of its files
   * @throws ServiceException DATA_LOSS if a file is damaged in the store; OVERLOADED if the disk is
   *     full; BACKEND_UNAVAILABLE if the folder cannot be used
   * @throws zoodip.platform.storage.ObjectMissingException if a file is gone from the store
   * @throws zoodip.platform.storage.StorageException if the store does not answer, or breaks off
   */
  public CachedModel hold(Model model) {
    try {
      CacheEntryPaths cacheEntryPaths =
          new CacheEntryPaths(PrivateFolder.make(folder), model.getDigest());
      LockFile.Hold hold = cacheEntryPaths.use().share();
      try {
        if (!cacheEntryPaths.isWhole(model.getFilesList())) {
          fetch(model, cacheEntryPaths);
        }
        cacheEntryPaths.touch();
        return new CachedModel(cacheEntryPaths, hold);
      } catch (IOException | RuntimeException e) {
        hold.close();
        throw e;
      }
    } catch (IOException | UncheckedIOException e) {
      throw unusable(model, e);
    }
  }

  private void fetch(Model model, CacheEntryPaths cacheEntryPaths) throws IOException {
    try (LockFile.Hold fetching = cacheEntryPaths.fetch().alone()) {
      if (!cacheEntryPaths.isWhole(model.getFilesList())) {
        new ModelDownload(
                storage, ResourceName.parse(model.getName()), model.getFilesList(), cacheEntryPaths)
            .run(new CacheSpace(cacheEntryPaths.cache(), limit, disk));
      }
    }
  }

  /** Deletes what fetches left that nobody will go on with; a cache that is not there stays so. */
  public void sweep() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      PrivateFolder cache = PrivateFolder.make(folder);
      for (Path left : leftovers(cache.path())) {
        FileTrees.delete(left);
      }
      for (CacheEntryPaths cacheEntryPaths : new CacheSpace(cache, limit, disk).places()) {
        sweep(cacheEntryPaths);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf("Something may be left in %s: %s", folder, e.getMessage());
    }
  }

  /** Folders of fetches by name only: how they were called before they could be gone on with. */
  private static List<Path> leftovers(Path cache) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries
          .filter(
              entry -> {
                String name = entry.getFileName().toString();
                return name.startsWith(CacheEntryPaths.ARRIVING)
                    && !CacheEntryPaths.DIGEST
                        .matcher(name.substring(CacheEntryPaths.ARRIVING.length()))
                        .matches();
              })
          .toList();
    }
  }

  private static void sweep(CacheEntryPaths cacheEntryPaths) throws IOException {
    Optional<LockFile.Hold> alone = cacheEntryPaths.use().tryAlone();
    if (alone.isEmpty()) {
      return;
    }
    try (LockFile.Hold held = alone.get()) {
      boolean hopeless =
          cacheEntryPaths.lastUse().toInstant().isBefore(Instant.now().minus(PATIENCE));
      if (Files.exists(cacheEntryPaths.marker()) || hopeless) {
        FileTrees.delete(cacheEntryPaths.arriving());
      }
    }
  }

  private ServiceException unusable(Model model, Exception failure) {
    boolean full = isFull(failure);
    return new ServiceException(
        full ? ErrorReason.ERROR_REASON_OVERLOADED : ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
        "Cannot keep %s: %s; %s"
            .formatted(
                model.getName(),
                problem(failure),
                full
                    ? "free space there, or set model-cache.folder to a folder on a larger disk"
                    : "set model-cache.folder to a folder that this user alone can write"),
        failure);
  }

  private static String problem(Exception failure) {
    return failure instanceof FileSystemException system
        ? "%s of %s".formatted(system.getClass().getSimpleName(), system.getMessage())
        : failure.getMessage();
  }

  private static boolean isFull(Exception failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return failure instanceof DiskFullException
        || message.contains("no space left")
        || message.contains("quota exceeded")
        || message.contains("not enough space");
  }
}
