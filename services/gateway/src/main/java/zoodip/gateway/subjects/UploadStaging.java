package zoodip.gateway.subjects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import zoodip.platform.errors.DiskFull;
import zoodip.platform.errors.ServiceException;

/** The checked photos of one upload, kept as files until all have come. */
final class UploadStaging implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(UploadStaging.class);

  private final Path folder;
  private final List<CheckedPhoto> photos = new ArrayList<>();

  UploadStaging(Path folder) {
    this.folder = folder;
  }

  List<CheckedPhoto> photos() {
    return List.copyOf(photos);
  }

  /**
   * @throws ServiceException DISK_FULL
   */
  void add(PhotoChecks.ValidPhoto valid, byte[] bytes) {
    try {
      Path file = Files.createTempFile(folder, "photo-", "." + valid.format().extension());
      photos.add(new CheckedPhoto(valid.photo(), valid.format(), file));
      Files.write(file, bytes);
    } catch (IOException e) {
      throw DiskFull.failure("keep an arriving photo", folder, e);
    }
  }

  /** Deletes the files. */
  @Override
  public void close() {
    for (CheckedPhoto photo : photos) {
      try {
        Files.deleteIfExists(photo.file());
      } catch (IOException e) {
        LOG.warnf(e, "Cannot delete %s", photo.file());
      }
    }
    photos.clear();
  }
}
