package zoodip.cli.experiment.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.ExperimentPlan;

/**
 * What there is of an experiment.
 *
 * @param cells that are done, in the plan's order
 * @param classWords what the model draws without a concept, by subject
 * @param missing cells without scores, and why
 * @param remarks on what was read and is not in the report
 * @param environment machine and versions
 */
public record ExperimentResults(
    ExperimentPlan plan,
    List<CellResult> cells,
    Map<String, ClassWordResult> classWords,
    Map<CellKey, String> missing,
    List<String> remarks,
    Map<String, String> environment) {

  public ExperimentResults {
    cells = List.copyOf(cells);
    classWords = Collections.unmodifiableMap(new LinkedHashMap<>(classWords));
    missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    remarks = List.copyOf(remarks);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * Those of an experiment of which nothing is known.
   *
   * @param subjects their names, in the plan's order
   * @param why nothing is
   */
  public static ExperimentResults none(
      ExperimentPlan plan, List<String> subjects, String why, Map<String, String> environment) {
    Map<CellKey, String> missing = new LinkedHashMap<>();
    plan.cells(subjects).forEach(cell -> missing.put(cell, why));
    return new ExperimentResults(plan, List.of(), Map.of(), missing, List.of(), environment);
  }

  /** Those of one variant. */
  List<CellResult> of(String variant) {
    return cells.stream().filter(cell -> cell.variant().name().equals(variant)).toList();
  }

  Map<CellKey, CellResult> byKey() {
    return cells.stream()
        .collect(
            Collectors.toMap(
                CellResult::key, Function.identity(), (one, two) -> one, LinkedHashMap::new));
  }
}
