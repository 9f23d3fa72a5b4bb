package zoodip.images.photos;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;

/**
 * How much memory this process gives to the decoding of photos, all at the same time; who finds
 * none left waits, first come, first served.
 */
final class DecodingMemory {
  /** A quarter of the heap. */
  static final DecodingMemory HEAP =
      new DecodingMemory(Runtime.getRuntime().maxMemory() / 4, "of the heap (-Xmx)");

  /** Outside the heap, where libjpeg keeps progressive images. */
  static final DecodingMemory NATIVE =
      new DecodingMemory(PhotoLimits.MAX_NATIVE_BYTES, "outside the heap");

  private static final int UNIT = 1 << 16;

  private final int units;
  private final String where;
  private final Semaphore free;

  DecodingMemory(long bytes, String where) {
    this.units = units(bytes);
    this.where = where;
    this.free = new Semaphore(units, true);
  }

  /**
   * Does what takes so much memory, when there is enough.
   *
   * @param decoder of the photo
   * @throws BadPhotoException TOO_MANY_PIXELS if there never is
   */
  <T> T with(long bytes, PhotoDecoder decoder, Supplier<T> work) {
    int needed = units(bytes);
    if (needed > units) {
      throw tooLarge(bytes, decoder);
    }
    free.acquireUninterruptibly(needed);
    try {
      return work.get();
    } finally {
      free.release(needed);
    }
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT);
  }

  private BadPhotoException tooLarge(long bytes, PhotoDecoder decoder) {
    return new BadPhotoException(
        BadPhotoException.Reason.TOO_MANY_PIXELS,
        "The photo has %d x %d pixels, and to decode it as this %s file takes %,d MiB %s, where photos have %,d: scale it down%s."
            .formatted(
                decoder.width(),
                decoder.height(),
                decoder.format(),
                bytes >> 20,
                where,
                ((long) units * UNIT) >> 20,
                decoder.advice().isEmpty() ? "" : " or " + decoder.advice()));
  }
}
