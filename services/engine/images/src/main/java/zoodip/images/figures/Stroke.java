package zoodip.images.figures;

/**
 * A line through points, with smooth edges: collects how much of each pixel is covered, so that a
 * translucent line that crosses itself is not darker there.
 */
final class Stroke {
  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final float[] coverage;

  /** A stroke that is cut off at the edges of a rectangle. */
  Stroke(int left, int top, int width, int height) {
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    coverage = new float[width * height];
  }

  /** Adds a straight piece with round ends. */
  void segment(double x0, double y0, double x1, double y1, double thickness) {
    double reach = thickness / 2 + 1;
    int fromX = clamp((int) Math.floor(Math.min(x0, x1) - reach) - left, width);
    int toX = clamp((int) Math.ceil(Math.max(x0, x1) + reach) - left + 1, width);
    int fromY = clamp((int) Math.floor(Math.min(y0, y1) - reach) - top, height);
    int toY = clamp((int) Math.ceil(Math.max(y0, y1) + reach) - top + 1, height);
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        double distance = distance(left + x, top + y, x0, y0, x1, y1);
        float covered = (float) Math.min(1, Math.max(0, thickness / 2 + 0.5 - distance));
        coverage[y * width + x] = Math.max(coverage[y * width + x], covered);
      }
    }
  }

  /** Puts the line on a canvas. */
  void paint(Canvas canvas, int color, double opacity) {
    for (int i = 0; i < coverage.length; i++) {
      if (coverage[i] > 0) {
        canvas.blend(left + i % width, top + i / width, color, opacity * coverage[i]);
      }
    }
  }

  private static int clamp(int value, int most) {
    return Math.max(0, Math.min(most, value));
  }

  private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length;
    double nearest = Math.max(0, Math.min(1, along));
    return Math.hypot(x - x0 - nearest * dx, y - y0 - nearest * dy);
  }
}
