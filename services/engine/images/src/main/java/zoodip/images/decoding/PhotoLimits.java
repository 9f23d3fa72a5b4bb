package zoodip.images.decoding;

/**
 * What is accepted as a photo, checked before any pixel is decoded. Photos are decoded row by row,
 * so that 200 megapixels of a baseline JPEG or PNG file take a megabyte or two. More, and with it
 * less than the limit, take
 *
 * <ul>
 *   <li>WebP: 1.5 bytes a pixel of the heap, 5 if lossless or transparent, and 16 MiB at most for
 *       the codes of these;
 *   <li>progressive JPEG: 3 to 6 bytes a pixel outside the heap, {@link #MAX_NATIVE_BYTES} at most;
 *   <li>any photo that is wanted whole: 3 bytes a pixel of the heap.
 * </ul>
 *
 * <p>All that a process decodes at the same time shares a quarter of its heap: a photo waits until
 * there is room, and one that alone needs more is refused.
 *
 * @param maxBytes size of the file at most
 * @param maxPixels width times height at most
 * @param minSide pixels of the shorter side at least
 */
public record PhotoLimits(long maxBytes, long maxPixels, int minSide) {

  /** 32 MiB, 200 megapixels, 16 pixels: more than phones take. */
  public static final PhotoLimits DEFAULT = new PhotoLimits(32L << 20, 200_000_000, 16);

  /** What was checked when it came: limited by memory alone. */
  public static final PhotoLimits STORED = new PhotoLimits(Long.MAX_VALUE, Long.MAX_VALUE, 1);

  /** Pixels of the longer side at most: what JPEG can have. */
  public static final int MAX_SIDE = 65_535;

  /** Of all images that a process decodes at the same time, outside the heap. */
  public static final long MAX_NATIVE_BYTES = 640L << 20;

  public PhotoLimits {
    if (maxBytes < 1 || maxPixels < 1 || minSide < 1) {
      throw new IllegalArgumentException(
          "photo limits must be positive, got maxBytes %d, maxPixels %d, minSide %d"
              .formatted(maxBytes, maxPixels, minSide));
    }
  }

  public void checkBytes(long bytes) {
    if (bytes > maxBytes) {
      throw new BadPhotoException(
          BadPhotoException.Reason.TOO_MANY_BYTES,
          "The photo has %,d bytes, at most %,d are accepted: send a smaller or more compressed one."
              .formatted(bytes, maxBytes));
    }
  }

  public void checkSize(long width, long height) {
    if (Math.max(width, height) > MAX_SIDE) {
      throw new BadPhotoException(
          BadPhotoException.Reason.TOO_MANY_PIXELS,
          "The photo has %d x %d pixels, a side has at most %,d: cut or scale it down first."
              .formatted(width, height, MAX_SIDE));
    }
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
