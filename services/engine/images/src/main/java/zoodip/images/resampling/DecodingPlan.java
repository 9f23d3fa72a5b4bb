package zoodip.images.resampling;

import zoodip.images.Orientation;

/** What a {@link Framing} does to photos of one size, axis by axis. */
public record DecodingPlan(Axis x, Axis y) {

  /**
   * What happens along one axis.
   *
   * @param source pixels of the upright photo
   * @param seen pixels around the center that are resized
   * @param resized pixels that they become
   * @param wanted pixels of the result
   */
  record Axis(int source, int seen, int resized, int wanted) {

    /**
     * @param crop pixels of the result; 0 for all
     */
    static Axis of(int source, int seen, int resized, int crop) {
      return new Axis(source, seen, resized, crop == 0 ? resized : crop);
    }

    /** Pixels of the result that are no padding. */
    int made() {
      return Math.min(wanted, resized);
    }

    /** By how much it shrinks; negative where it grows. */
    int shrinkage() {
      return seen - resized;
    }

    boolean isCopy() {
      return source == resized && source == wanted;
    }

    /** What the result's pixels are made of, from one end of the photo or the other. */
    FilterTaps taps(boolean fromEnd) {
      FilterTaps filterTaps =
          FilterTaps.of(seen, resized, (resized - made()) / 2, made()).shifted((source - seen) / 2);
      return fromEnd ? filterTaps.mirrored(source) : filterTaps;
    }
  }

  /** Whether nothing is done at all. */
  boolean isCopy() {
    return x.isCopy() && y.isCopy();
  }

  /** Makes the result of the rows of a photo that was stored that way. */
  public DecodedImage maker(Orientation stored) {
    return isCopy() ? new WholeImage(x.source(), y.source(), stored) : new Frame(this, stored);
  }

  /** Bytes that making it takes at most. */
  public long bytes(Orientation stored) {
    return isCopy() ? 3L * x.source() * y.source() : Frame.bytes(this, stored);
  }

  /** Which pass comes first, see {@link Bicubic#PILLOW}. */
  boolean rowsFirst() {
    return y.shrinkage() > 0 && y.shrinkage() > 2L * x.shrinkage();
  }
}
