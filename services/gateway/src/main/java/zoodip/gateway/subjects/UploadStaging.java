package zoodip.gateway.subjects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The photos of one upload, kept as files until all have come and were found good. */
final class UploadStaging implements AutoCloseable {
  private final Path folder;
  private final List<ArrivingPhoto> arriving = new ArrayList<>();
  private final List<CheckedPhoto> photos = new ArrayList<>();

  UploadStaging(Path folder) {
    this.folder = folder;
  }

  /** Those that were found good. */
  List<CheckedPhoto> photos() {
    return List.copyOf(photos);
  }

  /**
   * Begins a photo.
   *
   * @throws zoodip.platform.errors.ServiceException DISK_FULL
   */
  ArrivingPhoto begin() {
    ArrivingPhoto photo = ArrivingPhoto.in(folder);
    arriving.add(photo);
    return photo;
  }

  /** Counts a photo that has come among those that are good. */
  void add(CheckedPhoto photo) {
    photos.add(photo);
  }

  /** Deletes the files. */
  @Override
  public void close() {
    arriving.forEach(ArrivingPhoto::close);
    arriving.clear();
    photos.clear();
  }
}
