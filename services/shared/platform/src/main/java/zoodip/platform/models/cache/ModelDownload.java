package zoodip.platform.models.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;
import zoodip.v1.ModelFile;

/**
 * Brings the files of one model into the cache. What an earlier try left is gone on with; nothing
 * counts before its digest is the one that the model's description says.
 */
final class ModelDownload {
  private final Storage storage;
  private final ResourceName model;
  private final List<ModelFile> files;
  private final CacheEntryPaths cacheEntryPaths;

  ModelDownload(
      Storage storage, ResourceName model, List<ModelFile> files, CacheEntryPaths cacheEntryPaths) {
    this.storage = storage;
    this.model = model;
    this.files = files;
    this.cacheEntryPaths = cacheEntryPaths;
  }

  /**
   * @throws ServiceException DATA_LOSS if a file is gone from the store or damaged there
   * @throws zoodip.platform.storage.StorageException if the store breaks off; what has come stays
   */
  void run(CacheSpace space) throws IOException {
    files.forEach(this::target);
    distrust();
    cacheEntryPaths.cache().folder(cacheEntryPaths.arriving().getFileName().toString());
    cacheEntryPaths.touch();
    space.makeRoom(cacheEntryPaths, files.stream().mapToLong(ModelFile::getSizeBytes).sum());
    Set<Path> wanted = new HashSet<>();
    for (ModelFile file : files) {
      Path target = target(file);
      fetch(file, target);
      wanted.add(target);
    }
    FileTrees.retain(cacheEntryPaths.arriving(), wanted);
    cacheEntryPaths.settle();
  }

  /** What is there without a marker, or with other sizes, is checked like what arrives. */
  private void distrust() throws IOException {
    Files.deleteIfExists(cacheEntryPaths.marker());
    if (Files.isSymbolicLink(cacheEntryPaths.folder())) {
      Files.delete(cacheEntryPaths.folder());
    } else if (Files.exists(cacheEntryPaths.folder())) {
      FileTrees.delete(cacheEntryPaths.arriving());
      Files.move(cacheEntryPaths.folder(), cacheEntryPaths.arriving());
    }
  }

  private Path target(ModelFile file) {
    Path target = cacheEntryPaths.arriving().resolve(file.getPath()).normalize();
    if (!target.startsWith(cacheEntryPaths.arriving())
        || target.equals(cacheEntryPaths.arriving())) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_UNUSABLE,
          model + " has a file outside of its folder: " + file.getPath());
    }
    return target;
  }

  private void fetch(ModelFile file, Path target) throws IOException {
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        || Files.size(target) > file.getSizeBytes()) {
      FileTrees.delete(target);
    }
    boolean resumed = Files.exists(target);
    String sha256 = download(file, target);
    if (resumed && !sha256.equals(file.getSha256())) {
      // what an earlier try left may be of no use
      Files.delete(target);
      sha256 = download(file, target);
    }
    if (!sha256.equals(file.getSha256())) {
      Files.delete(target);
      throw damaged(file, sha256);
    }
  }

  private String download(ModelFile file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    storage.fetch(ObjectKeys.modelFile(model, file.getPath()), target, file.getSizeBytes());
    CacheEntryPaths.force(target);
    return Sha256.of(target);
  }

  private ServiceException damaged(ModelFile file, String sha256) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_DATA_LOSS,
        "%s of %s is damaged in the object store: its SHA-256 is %s, not %s; import the model again"
            .formatted(file.getPath(), model, sha256, file.getSha256()));
  }
}
