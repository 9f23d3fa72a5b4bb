package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.CellKey;

/** Puts together what was measured in several places; what a server has wins over files. */
public final class CombinedResults {
  private static final int NAMED = 3;

  private CombinedResults() {}

  /**
   * All results in the plan's order.
   *
   * @param server what a server has, or nothing
   * @param subjects their names, in the plan's order
   * @throws UsageException if two files have other results of one training or class word
   */
  public static ExperimentResults of(
      ExperimentResults server, List<String> subjects, List<EarlierResults> files) {
    Map<CellKey, CellResult> cells = new LinkedHashMap<>();
    Map<String, ClassWordResult> words = new LinkedHashMap<>();
    List<String> remarks = new ArrayList<>(server.remarks());
    Map<CellKey, CellResult> known = server.byKey();
    for (EarlierResults file : files) {
      file.cells().forEach(cell -> add(cells, cell.key(), cell));
      file.classWords().forEach(word -> add(words, word));
      remark(remarks, file, known);
    }
    cells.putAll(known);
    words.putAll(server.classWords());
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

  private static void add(Map<CellKey, CellResult> cells, CellKey key, CellResult cell) {
    CellResult earlier = cells.putIfAbsent(key, cell);
    if (earlier != null) {
      requireSame(CellResult::isSame, earlier, cell, key.text(), earlier.source(), cell.source());
    }
  }

  private static void add(Map<String, ClassWordResult> words, ClassWordResult word) {
    ClassWordResult earlier = words.putIfAbsent(word.subject(), word);
    if (earlier != null) {
      requireSame(
          (one, two) -> one.scores().equals(two.scores()),
          earlier,
          word,
          "the class word, " + word.subject(),
          earlier.source(),
          word.source());
    }
  }

  private static <T> void requireSame(
      BiPredicate<T, T> same, T one, T two, String name, String source, String other) {
    if (!same.test(one, two)) {
      throw new UsageException(
          "%s has other results in %s than in %s: take one of them away"
              .formatted(name, other, source));
    }
  }

  private static void remark(
      List<String> remarks, EarlierResults file, Map<CellKey, CellResult> known) {
    List<String> foreign = file.foreign();
    if (!foreign.isEmpty()) {
      remarks.add(
          "%s: %d results are not of this plan and left out: %s"
              .formatted(file.file(), foreign.size(), some(foreign)));
    }
    List<String> twice =
        file.cells().stream()
            .map(CellResult::key)
            .filter(known::containsKey)
            .map(CellKey::text)
            .toList();
    if (!twice.isEmpty()) {
      remarks.add(
          "%s: %d trainings were taken from the server, which has them too: %s"
              .formatted(file.file(), twice.size(), some(twice)));
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
