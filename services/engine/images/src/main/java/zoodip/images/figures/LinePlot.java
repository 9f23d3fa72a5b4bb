package zoodip.images.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import zoodip.images.RgbImage;

/**
 * Lines over a common x axis, for example a loss over the steps, raw and smoothed.
 *
 * @param title stands above everything
 * @param xLabel what the x axis counts
 * @param yLabel what the y axis measures
 * @param lines those that come later lie above
 */
public record LinePlot(String title, String xLabel, String yLabel, List<Line> lines) {
  /** The colours of lines and bars, most contrast first. */
  public static final List<Integer> COLORS = List.of(0x2f6db5, 0xdd7a2c, 0x3f9468, 0x8467ad);

  private static final int MIN_SIDE = 300;

  /** How a line is drawn. */
  public enum Weight {
    /** As a thin, light line; a few outliers may leave the plot. */
    FAINT(1, 0.45),
    STRONG(3, 1);

    private final double thickness;
    private final double opacity;

    Weight(double thickness, double opacity) {
      this.thickness = thickness;
      this.opacity = opacity;
    }

    double opacity() {
      return opacity;
    }

    /** Its thickness in a legend, where a thin line would hardly show its colour. */
    double swatch() {
      return thickness + 2;
    }
  }

  /**
   * One line.
   *
   * @param label for the legend
   * @param x ascending
   * @param y as many, finite
   * @param color 0xRRGGBB
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  public record Line(String label, double[] x, double[] y, int color, Weight weight) {
    public Line {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "line '%s' has %d x and %d y".formatted(label, x.length, y.length));
      }
    }
  }

  public LinePlot {
    lines = List.copyOf(lines);
  }

  /**
   * Draws the plot.
   *
   * @param width in pixels, 300 at least
   * @param height in pixels, 300 at least
   */
  public RgbImage draw(int width, int height) {
    if (width < MIN_SIDE || height < MIN_SIDE) {
      throw new IllegalArgumentException(
          "a plot has sides of at least %d pixels, got %d x %d".formatted(MIN_SIDE, width, height));
    }
    Range y = vertical();
    PlotFrame frame = new PlotFrame(width, height, horizontal(), y, title, xLabel, yLabel);
    Canvas canvas = frame.draw(lines);
    lines.forEach(line -> draw(line, frame, canvas));
    return canvas.image();
  }

  /** A range of numbers, never empty. */
  record Range(double low, double high) {
    static Range of(double low, double high) {
      double room = high > low ? 0 : Math.max(1e-9, Math.abs(low) * 0.1);
      return new Range(low - room, high + room);
    }
  }

  private Range horizontal() {
    double[] all = lines.stream().flatMapToDouble(line -> DoubleStream.of(line.x)).toArray();
    return all.length == 0
        ? Range.of(0, 1)
        : Range.of(reduced(all, Math::min), reduced(all, Math::max));
  }

  private Range vertical() {
    double[] all = lines.stream().flatMapToDouble(LinePlot::shown).toArray();
    if (all.length == 0) {
      return Range.of(0, 1);
    }
    Range tight = Range.of(reduced(all, Math::min), reduced(all, Math::max));
    double room = (tight.high - tight.low) * 0.04;
    return new Range(tight.low - room, tight.high + room);
  }

  private static double reduced(double[] values, DoubleBinaryOperator choose) {
    return Arrays.stream(values).reduce(choose).orElseThrow();
  }

  /** All of a strong line; of a faint one all but the outermost hundredths. */
  private static DoubleStream shown(Line line) {
    if (line.weight == Weight.STRONG || line.y.length == 0) {
      return Arrays.stream(line.y);
    }
    double[] sorted = line.y.clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 100;
    return DoubleStream.of(sorted[cut], sorted[sorted.length - 1 - cut]);
  }

  private static void draw(Line line, PlotFrame frame, Canvas canvas) {
    Stroke stroke = frame.stroke();
    int[] points = decimated(line, frame.x().to() - frame.x().from());
    for (int i = 0; i < points.length; i++) {
      int from = points[i];
      int to = points[Math.min(i + 1, points.length - 1)];
      stroke.segment(
          frame.x().at(line.x[from]),
          frame.y().at(line.y[from]),
          frame.x().at(line.x[to]),
          frame.y().at(line.y[to]),
          line.weight.thickness);
    }
    stroke.paint(canvas, line.color, line.weight.opacity);
  }

  /** The points that a plot of so many columns shows: of many in one, the lowest and highest. */
  private static int[] decimated(Line line, int columns) {
    int count = line.x.length;
    if (count <= 4 * columns) {
      return IntStream.range(0, count).toArray();
    }
    IntStream.Builder points = IntStream.builder();
    for (int column = 0; column < columns; column++) {
      int from = (int) ((long) column * count / columns);
      int to = (int) ((column + 1L) * count / columns);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = line.y[i] < line.y[low] ? i : low;
        high = line.y[i] > line.y[high] ? i : high;
      }
      points.add(Math.min(low, high)).add(Math.max(low, high));
    }
    return points.build().toArray();
  }
}
