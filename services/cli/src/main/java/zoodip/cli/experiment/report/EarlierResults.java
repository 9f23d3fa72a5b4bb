package zoodip.cli.experiment.report;

import java.util.List;

/**
 * Results of a plan that were written down by an earlier report.
 *
 * @param file where
 * @param cells those that the plan has
 * @param classWords of the plan's subjects
 * @param foreign what else is in the file, which the plan does not have
 */
public record EarlierResults(
    String file, List<CellResult> cells, List<ClassWordResult> classWords, List<String> foreign) {
  public EarlierResults {
    cells = List.copyOf(cells);
    classWords = List.copyOf(classWords);
    foreign = List.copyOf(foreign);
  }
}
