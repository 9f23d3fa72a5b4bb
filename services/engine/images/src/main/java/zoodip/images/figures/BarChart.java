package zoodip.images.figures;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import zoodip.images.RgbImage;

/**
 * Groups of horizontal bars, each with its number: for example scores of the class word and of a
 * concept, or the scores of each prompt.
 *
 * @param title stands above everything
 * @param series what the bars of each group are, in their order; shown in the legend
 * @param groups from top to bottom
 */
public record BarChart(String title, List<String> series, List<Group> groups) {
  private static final int MARGIN = 20;
  private static final int GAP = 10;
  private static final int TITLE_SCALE = 3;
  private static final int SCALE = 2;
  private static final int TEXT = BitmapFont.LINE_HEIGHT * SCALE;
  private static final int LETTER = BitmapFont.ADVANCE * SCALE;
  private static final int BAR = 18;
  private static final int SWATCH = 16;
  private static final int LABEL_LETTERS = 30;
  private static final int VALUE_LETTERS = 6;
  private static final int TICKS = 6;
  private static final int MIN_WIDTH = 400;
  private static final int MAX_HEIGHT = 30_000;

  /**
   * Some bars under one name.
   *
   * @param label stands left of the bars, broken into lines where it is long
   * @param values one for each series, finite
   */
  public record Group(String label, List<Double> values) {
    public Group {
      values = List.copyOf(values);
    }
  }

  public BarChart {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
    for (Group group : groups) {
      if (group.values.size() != series.size()) {
        throw new IllegalArgumentException(
            "group '%s' has %d values for %d series"
                .formatted(group.label, group.values.size(), series.size()));
      }
    }
    if (series.size() > LinePlot.COLORS.size()) {
      throw new IllegalArgumentException(
          "a bar chart has at most %d series, got %d"
              .formatted(LinePlot.COLORS.size(), series.size()));
    }
  }

  /**
   * Draws the chart, as high as its groups are.
   *
   * @param width in pixels, 400 at least
   * @throws IllegalArgumentException if it would be higher than 30,000 pixels
   */
  public RgbImage draw(int width) {
    if (width < MIN_WIDTH) {
      throw new IllegalArgumentException(
          "a bar chart is at least %d pixels wide, got %d".formatted(MIN_WIDTH, width));
    }
    int top = MARGIN + BitmapFont.LINE_HEIGHT * TITLE_SCALE + TEXT + 2 * GAP;
    int bottom = top + groups.stream().mapToInt(group -> height(group, width)).sum();
    if (bottom > MAX_HEIGHT) {
      throw new IllegalArgumentException(
          "a bar chart of %d pixels' height is too large: draw fewer groups or shorter labels"
              .formatted(bottom));
    }
    Canvas canvas = new Canvas(width, bottom + TEXT + GAP + MARGIN, Canvas.BACKGROUND);
    canvas.write(title, MARGIN, MARGIN, TITLE_SCALE, Canvas.FOREGROUND);
    legend(canvas, MARGIN + BitmapFont.LINE_HEIGHT * TITLE_SCALE + GAP / 2);
    Axis axis = axis(width);
    grid(canvas, axis, top, bottom);
    for (Group group : groups) {
      draw(canvas, axis, group, top);
      top += height(group, width);
    }
    return canvas.image();
  }

  private void legend(Canvas canvas, int top) {
    int left = MARGIN;
    for (int i = 0; i < series.size(); i++) {
      canvas.fill(left, top, SWATCH, SWATCH - 1, LinePlot.COLORS.get(i));
      canvas.write(series.get(i), left + SWATCH + GAP, top, SCALE, Canvas.FOREGROUND);
      left += SWATCH + BitmapFont.width(series.get(i), SCALE) + 3 * GAP;
    }
  }

  private static int letters(int width) {
    return Math.min(LABEL_LETTERS, width / (3 * LETTER));
  }

  private Axis axis(int width) {
    double least = values(Math::min);
    double most = values(Math::max);
    double low = Math.min(0, least);
    double high = most > low ? Math.max(0, most) : low + 1;
    int left = MARGIN + widestLabel(width) + GAP + (low < 0 ? VALUE_LETTERS * LETTER : 0);
    return new Axis(low, high, left, width - MARGIN - VALUE_LETTERS * LETTER);
  }

  private double values(DoubleBinaryOperator choose) {
    return groups.stream()
        .flatMap(group -> group.values.stream())
        .mapToDouble(Double::doubleValue)
        .reduce(choose)
        .orElse(0);
  }

  private int widestLabel(int width) {
    return groups.stream()
        .flatMap(group -> lines(group, width).stream())
        .mapToInt(line -> BitmapFont.width(line, SCALE))
        .max()
        .orElse(0);
  }

  private static List<String> lines(Group group, int width) {
    return BitmapFont.lines(group.label, letters(width));
  }

  private static int height(Group group, int width) {
    return Math.max(group.values.size() * BAR, lines(group, width).size() * TEXT) + 2 * GAP;
  }

  private static void grid(Canvas canvas, Axis axis, int top, int bottom) {
    Ticks ticks = Ticks.between(axis.low(), axis.high(), TICKS);
    for (double value : ticks.values()) {
      String label = ticks.label(value);
      int at = axis.pixel(value);
      canvas.fill(at, top, 1, bottom - top, Canvas.GRID);
      int left = at - BitmapFont.width(label, SCALE) / 2;
      canvas.write(label, left, bottom + GAP, SCALE, Canvas.FOREGROUND);
    }
    canvas.fill(axis.pixel(0), top, 2, bottom - top, Canvas.GREY);
  }

  private void draw(Canvas canvas, Axis axis, Group group, int top) {
    List<String> label = lines(group, canvas.width());
    int inner = height(group, canvas.width());
    int text = top + (inner - label.size() * TEXT) / 2 + SCALE;
    canvas.write(label, MARGIN, text, SCALE, Canvas.FOREGROUND);
    int bar = top + (inner - group.values.size() * BAR) / 2;
    for (int i = 0; i < group.values.size(); i++) {
      bar(canvas, axis, group.values.get(i), bar + i * BAR, LinePlot.COLORS.get(i));
    }
  }

  private static void bar(Canvas canvas, Axis axis, double value, int top, int color) {
    int zero = axis.pixel(0);
    int end = axis.pixel(value);
    String number = String.format(Locale.ROOT, "%.3f", value);
    if (value >= 0) {
      canvas.fill(zero + 2, top, Math.max(1, end - zero - 1), BAR - 2, color);
      canvas.write(number, end + GAP, top + 1, SCALE, Canvas.FOREGROUND);
    } else {
      canvas.fill(end, top, zero - end, BAR - 2, color);
      int left = end - GAP - BitmapFont.width(number, SCALE);
      canvas.write(number, left, top + 1, SCALE, Canvas.FOREGROUND);
    }
  }
}
