package zoodip.gateway.subjects;

import java.nio.file.Path;
import zoodip.images.decoding.Format;
import zoodip.v1.Photo;

/**
 * A photo that may be stored.
 *
 * @param photo what is said of it
 * @param format of its bytes
 * @param file holds its bytes, as they were uploaded
 */
record CheckedPhoto(Photo photo, Format format, Path file) {}
