package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.CellKey;

/** Puts together what was measured in several places; what a server has wins over files. */
public final class CombinedResults {
  private static final int NAMED = 3;

  private CombinedResults() {}

  /**
   * All results in the plan's order. Class words are measured anew in each place: of several, the
   * server's or else those of the first file are taken.
   *
   * @param server what a server has, or nothing
   * @param subjects their names, in the plan's order
   * @throws UsageException if two files have other results of one training, which the server lacks
   */
  public static ExperimentResults of(
      ExperimentResults server, List<String> subjects, List<EarlierResults> files) {
    Map<CellKey, CellResult> known = server.byKey();
    Map<CellKey, CellResult> cells = new LinkedHashMap<>(known);
    Map<String, ClassWordResult> words = new LinkedHashMap<>(server.classWords());
    List<String> remarks = new ArrayList<>(server.remarks());
    for (EarlierResults file : files) {
      remark(remarks, file, "results are not of this plan and left out", file.foreign());
      remark(
          remarks,
          file,
          "trainings were taken from the server, which has them too",
          file.cells().stream()
              .map(CellResult::key)
              .filter(known::containsKey)
              .map(CellKey::text)
              .toList());
      remark(
          remarks,
          file,
          "class words have other scores than those that were read before, which were taken",
          file.classWords().stream()
              .filter(word -> isOther(word, words))
              .map(ClassWordResult::subject)
              .distinct()
              .toList());
      file.cells().stream()
          .filter(cell -> !known.containsKey(cell.key()))
          .forEach(cell -> add(cells, cell));
      file.classWords().forEach(word -> words.putIfAbsent(word.subject(), word));
    }
    Map<CellKey, String> missing = new LinkedHashMap<>(server.missing());
    missing.keySet().removeAll(cells.keySet());
    return new ExperimentResults(
        server.plan(),
        server.plan().cells(subjects).stream().map(cells::get).filter(Objects::nonNull).toList(),
        ordered(words, subjects),
        missing,
        remarks,
        server.environment());
  }

  private static void add(Map<CellKey, CellResult> cells, CellResult cell) {
    CellResult earlier = cells.putIfAbsent(cell.key(), cell);
    if (earlier != null && !earlier.isSame(cell)) {
      throw new UsageException(
          "%s has other results in %s than in %s: take one of them away"
              .formatted(cell.key().text(), cell.source(), earlier.source()));
    }
  }

  private static boolean isOther(ClassWordResult word, Map<String, ClassWordResult> words) {
    ClassWordResult earlier = words.get(word.subject());
    return earlier != null && !earlier.hasScoresOf(word);
  }

  private static void remark(
      List<String> remarks, EarlierResults file, String what, List<String> names) {
    if (!names.isEmpty()) {
      remarks.add("%s: %d %s: %s".formatted(file.file(), names.size(), what, some(names)));
    }
  }

  private static String some(List<String> names) {
    String first = String.join("; ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + "; ..." : first;
  }

  private static Map<String, ClassWordResult> ordered(
      Map<String, ClassWordResult> words, List<String> subjects) {
    Map<String, ClassWordResult> ordered = new LinkedHashMap<>();
    subjects.stream()
        .filter(words::containsKey)
        .forEach(subject -> ordered.put(subject, words.get(subject)));
    return ordered;
  }
}
