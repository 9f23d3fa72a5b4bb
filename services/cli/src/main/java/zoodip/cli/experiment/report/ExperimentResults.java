package zoodip.cli.experiment.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.v1.Scores;

/**
 * What there is of an experiment.
 *
 * @param cells that are done, in the plan's order
 * @param classWords scores of what the model draws without a concept, by subject
 * @param missing cells without scores, and why
 * @param environment machine and versions
 */
public record ExperimentResults(
    ExperimentPlan plan,
    List<CellResult> cells,
    Map<String, Scores> classWords,
    List<String> missing,
    Map<String, String> environment) {

  public ExperimentResults {
    cells = List.copyOf(cells);
    classWords = Collections.unmodifiableMap(new LinkedHashMap<>(classWords));
    missing = List.copyOf(missing);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Those of one variant. */
  List<CellResult> of(String variant) {
    return cells.stream().filter(cell -> cell.variant().name().equals(variant)).toList();
  }
}
