package zoodip.pictures;

import static zoodip.pictures.BadPhotoException.Reason.EMPTY;

/** Decodes the photos that people upload: JPEG, PNG and WebP stills. */
public final class Photos {
  private Photos() {}

  /**
   * Decodes a photo to upright 8-bit RGB. Orientation is taken from EXIF; colour profiles are
   * ignored and transparency is dropped, as Pillow's {@code convert("RGB")} does. The limits are
   * checked from the file's header, before memory for pixels is taken.
   *
   * @throws BadPhotoException if the bytes are no acceptable photo: the reason says which way
   */
  public static Photo decode(byte[] bytes, PhotoLimits limits) {
    if (bytes.length == 0) {
      throw new BadPhotoException(EMPTY, "The photo is empty (0 bytes): upload the file again.");
    }
    limits.checkBytes(bytes.length);
    Format format = FileKind.photoFormat(bytes);
    Picture picture =
        switch (format) {
          case JPEG -> JpegFile.decode(bytes, limits);
          case PNG -> PngFile.decode(bytes, limits);
          case WEBP -> WebpFile.decode(bytes, limits);
        };
    return new Photo(picture, format);
  }
}
