package zoodip.images.resampling;

import zoodip.images.Crops;
import zoodip.images.Orientation;
import zoodip.images.RgbImage;

/**
 * Makes the image that a {@link DecodingPlan} wants of a photo's rows, in the order of the file.
 */
final class Frame implements DecodedImage {
  private final DecodingPlan decodingPlan;
  private final Orientation stored;
  private final Resampling resampling;

  Frame(DecodingPlan decodingPlan, Orientation stored) {
    this.decodingPlan = decodingPlan;
    this.stored = stored;
    Sides sides = Sides.of(decodingPlan, stored);
    this.resampling =
        new Resampling(sides.width(), sides.columns(), sides.rows(), sides.rowsFirst());
  }

  /** Bytes that making it takes at most. */
  static long bytes(DecodingPlan decodingPlan, Orientation stored) {
    Sides sides = Sides.of(decodingPlan, stored);
    long made = Resampling.bytes(sides.width(), sides.columns(), sides.rows(), sides.rowsFirst());
    return made + 3L * decodingPlan.x().wanted() * decodingPlan.y().wanted();
  }

  @Override
  public void row(byte[] rgb, int from) {
    resampling.row(rgb, from);
  }

  @Override
  public RgbImage image() {
    RgbImage upright = WholeImage.upright(resampling.image(), stored);
    return Crops.center(upright, decodingPlan.x().wanted(), decodingPlan.y().wanted());
  }

  /** The plan as the file has its rows. A turned photo's passes change places with its axes. */
  private record Sides(int width, FilterTaps columns, FilterTaps rows, boolean rowsFirst) {

    static Sides of(DecodingPlan decodingPlan, Orientation stored) {
      FilterTaps x = decodingPlan.x().taps(stored.isFromRight());
      FilterTaps y = decodingPlan.y().taps(stored.isFromBottom());
      return stored.areAxesSwapped()
          ? new Sides(decodingPlan.y().source(), y, x, !decodingPlan.rowsFirst())
          : new Sides(decodingPlan.x().source(), x, y, decodingPlan.rowsFirst());
    }
  }
}
