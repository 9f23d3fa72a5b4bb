package zoodip.pictures;

/**
 * What is accepted as a photo, checked before any pixel is decoded.
 *
 * @param maxBytes size of the file at most
 * @param maxPixels width times height at most
 * @param minSide pixels of the shorter side at least
 */
public record PhotoLimits(long maxBytes, long maxPixels, int minSide) {

  /** 20 MiB, 50 megapixels, 16 pixels. */
  public static final PhotoLimits DEFAULT = new PhotoLimits(20L << 20, 50_000_000, 16);

  public PhotoLimits {
    if (maxBytes < 1 || maxPixels < 1 || minSide < 1) {
      throw new IllegalArgumentException(
          "photo limits must be positive, got maxBytes %d, maxPixels %d, minSide %d"
              .formatted(maxBytes, maxPixels, minSide));
    }
  }

  void checkBytes(long bytes) {
    if (bytes > maxBytes) {
      throw new BadPhotoException(
          BadPhotoException.Reason.TOO_MANY_BYTES,
          "The photo has %,d bytes, at most %,d are accepted: send a smaller or more compressed one."
              .formatted(bytes, maxBytes));
    }
  }

  void checkSize(long width, long height) {
    if (width * height > maxPixels) {
      throw new BadPhotoException(
          BadPhotoException.Reason.TOO_MANY_PIXELS,
          "The photo has %d x %d pixels, at most %,d in all are accepted: scale it down first."
              .formatted(width, height, maxPixels));
    }
    if (Math.min(width, height) < minSide) {
      throw new BadPhotoException(
          BadPhotoException.Reason.TOO_SMALL,
          "The photo has %d x %d pixels, each side needs at least %d: send a larger one."
              .formatted(width, height, minSide));
    }
  }
}
