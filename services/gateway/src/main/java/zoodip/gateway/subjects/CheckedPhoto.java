package zoodip.gateway.subjects;

import java.nio.file.Path;
import zoodip.images.decoding.Format;
import zoodip.v1.Photo;

/**
 * A photo that may be stored.
 *
 * @param photo what is said of it, as it was uploaded
 * @param format of its bytes
 * @param sha256 of the bytes that are stored: those that were uploaded, without metadata
 * @param file holds the bytes that are stored
 */
record CheckedPhoto(Photo photo, Format format, String sha256, Path file) {}
