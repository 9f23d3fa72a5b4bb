package zoodip.images;

/** Makes the picture that a {@link Plan} wants of a photo's rows, in the order of the file. */
final class Frame implements Made {
  private final Plan plan;
  private final Orientation stored;
  private final Resampling resampling;

  Frame(Plan plan, Orientation stored) {
    this.plan = plan;
    this.stored = stored;
    Sides sides = Sides.of(plan, stored);
    this.resampling =
        new Resampling(sides.width(), sides.columns(), sides.rows(), sides.rowsFirst());
  }

  /** Bytes that making it takes at most. */
  static long bytes(Plan plan, Orientation stored) {
    Sides sides = Sides.of(plan, stored);
    long made = Resampling.bytes(sides.width(), sides.columns(), sides.rows(), sides.rowsFirst());
    return made + 3L * plan.x().wanted() * plan.y().wanted();
  }

  @Override
  public void row(byte[] rgb, int from) {
    resampling.row(rgb, from);
  }

  @Override
  public Picture picture() {
    Picture upright = stored.upright(resampling.picture());
    return Crops.center(upright, plan.x().wanted(), plan.y().wanted());
  }

  /** The plan as the file has its rows. A turned photo's passes change places with its axes. */
  private record Sides(int width, Taps columns, Taps rows, boolean rowsFirst) {

    static Sides of(Plan plan, Orientation stored) {
      Taps x = plan.x().taps(stored.isFromRight());
      Taps y = plan.y().taps(stored.isFromBottom());
      return stored.areAxesSwapped()
          ? new Sides(plan.y().source(), y, x, !plan.rowsFirst())
          : new Sides(plan.x().source(), x, y, plan.rowsFirst());
    }
  }
}
