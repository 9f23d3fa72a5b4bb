package zoodip.images.figures;

import java.util.List;

/** What stands around the lines of a plot: title, legend, axes with ticks and their numbers. */
final class PlotFrame {
  private static final int MARGIN = 20;
  private static final int GAP = 10;
  private static final int TITLE_SCALE = 3;
  private static final int TEXT_SCALE = 2;
  private static final int TEXT = BitmapFont.LINE_HEIGHT * TEXT_SCALE;
  private static final int LETTER = BitmapFont.ADVANCE * TEXT_SCALE;
  private static final int SWATCH = 28;
  private static final int TICK = 5;
  private static final int PIXELS_A_TICK = 60;

  private final int width;
  private final int height;
  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final Ticks xTicks;
  private final Ticks yTicks;
  private final Axis x;
  private final Axis y;

  PlotFrame(
      int width,
      int height,
      LinePlot.Range xRange,
      LinePlot.Range yRange,
      String title,
      String xLabel,
      String yLabel) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    int top = MARGIN + BitmapFont.LINE_HEIGHT * TITLE_SCALE + TEXT + 2 * GAP;
    int bottom = height - MARGIN - 2 * TEXT - GAP - TICK;
    yTicks =
        Ticks.between(yRange.low(), yRange.high(), Math.max(3, (bottom - top) / PIXELS_A_TICK));
    int left = MARGIN + yTicks.letters() * LETTER + GAP;
    xTicks = horizontal(xRange, width - MARGIN - left);
    int right = width - MARGIN - halfLabel(xTicks);
    x = new Axis(xRange.low(), xRange.high(), left, right);
    y = new Axis(yRange.low(), yRange.high(), bottom, top);
  }

  /** As many ticks as there is room for their numbers. */
  private static Ticks horizontal(LinePlot.Range range, int pixels) {
    int most = Math.max(3, pixels / (2 * PIXELS_A_TICK));
    Ticks ticks = Ticks.between(range.low(), range.high(), most);
    int room = pixels / ((ticks.letters() + 2) * LETTER);
    return room < most ? Ticks.between(range.low(), range.high(), Math.max(3, room)) : ticks;
  }

  private static int halfLabel(Ticks ticks) {
    return ticks.letters() * LETTER / 2;
  }

  Axis x() {
    return x;
  }

  Axis y() {
    return y;
  }

  /** A line that stays within the axes. */
  Stroke stroke() {
    return new Stroke(x.from(), y.to(), x.to() - x.from() + 1, y.from() - y.to() + 1);
  }

  /** Everything but the lines. */
  Canvas draw(List<LinePlot.Line> lines) {
    Canvas canvas = new Canvas(width, height, Canvas.BACKGROUND);
    canvas.write(title, MARGIN, MARGIN, TITLE_SCALE, Canvas.FOREGROUND);
    int heading = y.to() - TEXT - GAP / 2;
    canvas.write(yLabel, MARGIN, heading, TEXT_SCALE, Canvas.GREY);
    legend(canvas, lines, heading);
    yTicks.values().forEach(value -> yTick(canvas, value));
    xTicks.values().forEach(value -> xTick(canvas, value));
    canvas.fill(x.from(), y.to(), 2, y.from() - y.to() + 2, Canvas.GREY);
    canvas.fill(x.from(), y.from(), x.to() - x.from() + 1, 2, Canvas.GREY);
    int below = y.from() + TICK + GAP / 2 + TEXT + GAP / 2;
    canvas.write(
        xLabel, x.to() - BitmapFont.width(xLabel, TEXT_SCALE), below, TEXT_SCALE, Canvas.GREY);
    return canvas;
  }

  private void legend(Canvas canvas, List<LinePlot.Line> lines, int top) {
    int left = x.to();
    for (int i = lines.size() - 1; i >= 0; i--) {
      LinePlot.Line line = lines.get(i);
      left -= BitmapFont.width(line.label(), TEXT_SCALE);
      canvas.write(line.label(), left, top, TEXT_SCALE, Canvas.FOREGROUND);
      left -= SWATCH + GAP;
      Stroke sample = new Stroke(left, top, SWATCH, TEXT);
      double middle = top + 3.5 * TEXT_SCALE;
      LinePlot.Weight weight = line.weight();
      sample.segment(left + 2, middle, left + SWATCH - 3, middle, weight.swatch());
      sample.paint(canvas, line.color(), weight.opacity());
      left -= 2 * GAP;
    }
  }

  private void yTick(Canvas canvas, double value) {
    int at = y.pixel(value);
    String label = yTicks.label(value);
    canvas.fill(x.from(), at, x.to() - x.from() + 1, 1, Canvas.GRID);
    int left = x.from() - GAP - BitmapFont.width(label, TEXT_SCALE);
    canvas.write(label, left, at - 4 * TEXT_SCALE + TEXT_SCALE / 2, TEXT_SCALE, Canvas.FOREGROUND);
  }

  private void xTick(Canvas canvas, double value) {
    int at = x.pixel(value);
    String label = xTicks.label(value);
    canvas.fill(at, y.from(), 2, TICK, Canvas.GREY);
    int left = at - BitmapFont.width(label, TEXT_SCALE) / 2;
    canvas.write(label, left, y.from() + TICK + GAP / 2, TEXT_SCALE, Canvas.FOREGROUND);
  }
}
