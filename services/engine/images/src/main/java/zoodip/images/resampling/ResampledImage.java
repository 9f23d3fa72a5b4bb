package zoodip.images.resampling;

import zoodip.images.Crops;
import zoodip.images.Orientation;
import zoodip.images.RgbImage;

/** The image that a {@link DecodingPlan} gives of a photo's rows, in the order of the file. */
final class ResampledImage implements DecodedImage {
  private final DecodingPlan plan;
  private final WholeImage upright;
  private final Resampler resampler;

  ResampledImage(DecodingPlan plan, Orientation stored) {
    this.plan = plan;
    this.upright = new WholeImage(plan.x().unpadded(), plan.y().unpadded(), stored);
    Sides sides = Sides.of(plan, stored);
    this.resampler =
        new Resampler(sides.width(), sides.columns(), sides.rows(), sides.rowsFirst(), upright);
  }

  /** Bytes of the heap that making it takes at most. */
  static long heapBytes(DecodingPlan plan, Orientation stored) {
    Sides sides = Sides.of(plan, stored);
    long resampling =
        Resampler.heapBytes(sides.width(), sides.columns(), sides.rows(), sides.rowsFirst());
    return resampling + 3L * plan.x().target() * plan.y().target();
  }

  @Override
  public void accept(byte[] rgb, int from) {
    resampler.accept(rgb, from);
  }

  @Override
  public RgbImage image() {
    return Crops.center(upright.image(), plan.x().target(), plan.y().target());
  }

  /** The plan as the file has its rows. A turned photo's passes change places with its axes. */
  private record Sides(int width, FilterTaps columns, FilterTaps rows, boolean rowsFirst) {

    static Sides of(DecodingPlan plan, Orientation stored) {
      FilterTaps x = plan.x().taps(stored.isFromRight());
      FilterTaps y = plan.y().taps(stored.isFromBottom());
      return stored.areAxesSwapped()
          ? new Sides(plan.y().source(), y, x, !plan.rowsFirst())
          : new Sides(plan.x().source(), x, y, plan.rowsFirst());
    }
  }
}
