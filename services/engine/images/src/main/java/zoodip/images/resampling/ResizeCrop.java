package zoodip.images.resampling;

import zoodip.images.Crops;
import zoodip.images.Orientation;
import zoodip.images.RgbImage;

/**
 * What is done to a photo to get the image that is wanted of it: cut to a square or not, resized,
 * cropped around the center. Given when the photo is decoded, no more of it is ever in memory than
 * a few rows; the pixels are those that the steps give one after the other.
 */
public final class ResizeCrop {
  /** The photo as it is. */
  public static final ResizeCrop WHOLE = new ResizeCrop(false, ResizeCrop::size);

  private final boolean square;
  private final Sizing sizing;
  private final int cropWidth;
  private final int cropHeight;

  /** From the size of what is resized to the size that it gets. */
  private interface Sizing {
    Size of(int width, int height);
  }

  private record Size(int width, int height) {}

  private ResizeCrop(boolean square, Sizing sizing) {
    this(square, sizing, 0, 0);
  }

  private ResizeCrop(boolean square, Sizing sizing, int cropWidth, int cropHeight) {
    this.square = square;
    this.sizing = sizing;
    this.cropWidth = cropWidth;
    this.cropHeight = cropHeight;
  }

  /** The largest square around the center, resized to {@code side} pixels a side. */
  public static ResizeCrop square(int side) {
    return new ResizeCrop(true, (width, height) -> size(side, side));
  }

  /** Resized to exactly this, whatever the proportions. */
  public static ResizeCrop exactly(int width, int height) {
    return new ResizeCrop(false, (from, to) -> size(width, height));
  }

  /** Resized so that the shorter side has this many pixels; the longer one is rounded down. */
  public static ResizeCrop shorterSide(int pixels) {
    return new ResizeCrop(
        false,
        (width, height) -> {
          int longer =
              (int) ((double) ((long) pixels * Math.max(width, height)) / Math.min(width, height));
          return width <= height ? size(pixels, longer) : size(longer, pixels);
        });
  }

  /** Scaled down if one of its sides is longer than {@code side} pixels. */
  public static ResizeCrop within(int side) {
    return new ResizeCrop(
        false,
        (width, height) -> {
          double factor = Math.min(1, (double) side / Math.max(width, height));
          return size(
              Math.max(1, (int) Math.round(width * factor)),
              Math.max(1, (int) Math.round(height * factor)));
        });
  }

  /** After the rest, cropped or padded as {@link Crops#center} does. */
  public ResizeCrop cropped(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("cannot crop to %d x %d".formatted(width, height));
    }
    return new ResizeCrop(square, sizing, width, height);
  }

  /** The image that is wanted of one that is in memory. */
  public RgbImage of(RgbImage image) {
    DecodingPlan plan = plan(image.width(), image.height());
    if (plan.isCopy()) {
      return image;
    }
    DecodedImage decoded = plan.newImage(Orientation.UPRIGHT);
    for (int at = 0; at < image.rgb().length; at += 3 * image.width()) {
      decoded.accept(image.rgb(), at);
    }
    return decoded.image();
  }

  /** What is to be done to a photo that has this size when it stands upright. */
  public DecodingPlan plan(int width, int height) {
    int side = Math.min(width, height);
    int regionWidth = square ? side : width;
    int regionHeight = square ? side : height;
    Size size = sizing.of(regionWidth, regionHeight);
    return new DecodingPlan(
        DecodingPlan.AxisPlan.of(width, regionWidth, size.width(), cropWidth),
        DecodingPlan.AxisPlan.of(height, regionHeight, size.height(), cropHeight));
  }

  private static Size size(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "cannot resize to %d x %d: each side needs at least one pixel".formatted(width, height));
    }
    return new Size(width, height);
  }
}
