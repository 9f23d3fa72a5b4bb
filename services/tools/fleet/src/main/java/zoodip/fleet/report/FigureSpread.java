package zoodip.fleet.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure over several seeds. */
public record FigureSpread(double mean, double least, double most) {

  static FigureSpread of(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
    DoubleSummaryStatistics all = runs.stream().mapToDouble(figure).summaryStatistics();
    return new FigureSpread(all.getAverage(), all.getMin(), all.getMax());
  }

  /**
   * The mean, and how far seeds lie apart where they do.
   *
   * @param format of a number, as {@code %.3f}
   */
  public String text(String format) {
    String middle = String.format(Locale.ROOT, format, mean);
    String low = String.format(Locale.ROOT, format, least);
    String high = String.format(Locale.ROOT, format, most);
    return low.equals(high) ? middle : middle + " (" + low + " to " + high + ")";
  }
}
