package zoodip.gateway.subjects;

import java.nio.file.Path;
import zoodip.events.v1.UploadedFile;
import zoodip.images.decoding.Format;
import zoodip.v1.Photo;

/**
 * A photo that may be stored.
 *
 * @param photo what is said of it, as it is stored: without metadata
 * @param uploaded the file as it came
 * @param format of its bytes
 * @param file holds the bytes that are stored
 */
record CheckedPhoto(Photo photo, UploadedFile uploaded, Format format, Path file) {
  /** Whether what is stored is what came. */
  boolean isAsUploaded() {
    return photo.getSha256().equals(uploaded.getSha256());
  }
}
