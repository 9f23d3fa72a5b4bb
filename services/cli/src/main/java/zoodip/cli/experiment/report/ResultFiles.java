package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.ExperimentPlan;

/** Reads cells.csv and class-words.csv of earlier reports as results of a plan. */
public final class ResultFiles {
  private final ExperimentPlan plan;
  private final Map<String, Conditions> planned;

  /**
   * @param planned of each subject of the plan, by its name
   */
  public ResultFiles(ExperimentPlan plan, Map<String, Conditions> planned) {
    this.plan = plan;
    this.planned = planned;
  }

  /**
   * Trainings, and the class words of their subjects.
   *
   * @param file for errors and the report
   * @throws UsageException if it is no such table, has nothing of the plan, or something that was
   *     measured otherwise than the plan says
   */
  public EarlierResults cells(String file, String text) {
    List<CellResult> cells = new ArrayList<>();
    List<ClassWordResult> words = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (CsvRow row : CsvFile.read(file, text, CellRow.REQUIRED)) {
      CellRow cell = new CellRow(row);
      if (!planned.containsKey(cell.key().subject())
          || plan.variant(cell.key().variant()).isEmpty()
          || !plan.seeds().contains(cell.key().seed())) {
        foreign.add(cell.key().text());
        continue;
      }
      requireAlike(row, cell.conditions(), cell.key().subject());
      cells.add(cell.result(plan));
      cell.classWord().ifPresent(words::add);
    }
    requireSome(file, cells);
    return new EarlierResults(file, cells, words, foreign);
  }

  /**
   * Class words.
   *
   * @param file for errors and the report
   * @throws UsageException as with trainings
   */
  public EarlierResults classWords(String file, String text) {
    List<ClassWordResult> words = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (CsvRow row : CsvFile.read(file, text, ClassWordTable.REQUIRED)) {
      ClassWordResult word = ClassWordTable.read(row);
      if (planned.containsKey(word.subject())) {
        requireAlike(row, word.conditions(), word.subject());
        words.add(word);
      } else {
        foreign.add("the class word, " + word.subject());
      }
    }
    requireSome(file, words);
    return new EarlierResults(file, List.of(), words, foreign);
  }

  private void requireAlike(CsvRow row, Conditions measured, String subject) {
    measured
        .difference(planned.get(subject))
        .ifPresent(
            words -> {
              throw row.wrong(subject + " " + words);
            });
  }

  private void requireSome(String file, List<?> found) {
    if (found.isEmpty()) {
      throw new UsageException("%s has nothing of the plan %s".formatted(file, plan.name()));
    }
  }
}
