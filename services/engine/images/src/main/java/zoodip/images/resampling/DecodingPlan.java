package zoodip.images.resampling;

import zoodip.images.Orientation;

/** What a {@link ResizeCrop} does to photos of one size, axis by axis. */
public record DecodingPlan(AxisPlan x, AxisPlan y) {

  /**
   * What happens along one axis.
   *
   * @param source pixels of the upright photo
   * @param region pixels around the center that are resized
   * @param resized pixels that they become
   * @param target pixels of the result
   */
  record AxisPlan(int source, int region, int resized, int target) {

    /**
     * @param crop pixels of the result; 0 for all
     */
    static AxisPlan of(int source, int region, int resized, int crop) {
      return new AxisPlan(source, region, resized, crop == 0 ? resized : crop);
    }

    /** Pixels of the result that are no padding. */
    int unpadded() {
      return Math.min(target, resized);
    }

    /** By how much it shrinks; negative where it grows. */
    int shrinkage() {
      return region - resized;
    }

    boolean isCopy() {
      return source == resized && source == target;
    }

    /** What the result's pixels are made of, from one end of the photo or the other. */
    FilterTaps taps(boolean fromEnd) {
      FilterTaps taps =
          FilterTaps.of(region, resized, (resized - unpadded()) / 2, unpadded())
              .shifted((source - region) / 2);
      return fromEnd ? taps.mirrored(source) : taps;
    }
  }

  /** Whether nothing is done at all. */
  boolean isCopy() {
    return x.isCopy() && y.isCopy();
  }

  /** The result, to be given the rows of a photo that was stored that way. */
  public DecodedImage newImage(Orientation stored) {
    return isCopy()
        ? new WholeImage(x.source(), y.source(), stored)
        : new ResampledImage(this, stored);
  }

  /** Bytes of the heap that making it takes at most. */
  public long heapBytes(Orientation stored) {
    return isCopy() ? 3L * x.source() * y.source() : ResampledImage.heapBytes(this, stored);
  }

  /** Which pass comes first, see {@link Bicubic#PILLOW}. */
  boolean rowsFirst() {
    return y.shrinkage() > 0 && y.shrinkage() > 2L * x.shrinkage();
  }
}
