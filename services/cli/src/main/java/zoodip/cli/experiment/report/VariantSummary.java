package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import zoodip.cli.experiment.plan.MethodVariant;

/**
 * What a variant came to over subjects and seeds.
 *
 * @param cells that are done, one at least
 * @param scores those that were measured
 * @param differences to the baseline, over the subjects and seeds that both have
 */
record VariantSummary(
    MethodVariant variant,
    List<CellResult> cells,
    Map<ScoreKind, ConfidenceInterval> scores,
    Map<ScoreKind, ConfidenceInterval> differences) {

  /** Of all variants that have something done, in the plan's order. */
  static List<VariantSummary> of(ExperimentResults results) {
    List<CellResult> baseline = results.plan().baseline().map(results::of).orElseGet(List::of);
    return results.plan().variants().stream()
        .filter(variant -> !results.of(variant.name()).isEmpty())
        .map(variant -> of(variant, results.of(variant.name()), baseline))
        .toList();
  }

  private static VariantSummary of(
      MethodVariant variant, List<CellResult> cells, List<CellResult> baseline) {
    boolean isBaseline = cells.equals(baseline);
    return new VariantSummary(
        variant,
        cells,
        intervals(kind -> values(cells, kind)),
        isBaseline ? Map.of() : intervals(kind -> differences(cells, baseline, kind)));
  }

  /** Mean of the trainings' rows of the UNet. */
  double rows() {
    return cells.stream().mapToLong(CellResult::rows).average().orElseThrow();
  }

  /** Mean of the trainings' seconds. */
  double seconds() {
    return cells.stream().mapToDouble(CellResult::seconds).average().orElseThrow();
  }

  long subjects() {
    return cells.stream().map(CellResult::subject).distinct().count();
  }

  private static Map<ScoreKind, ConfidenceInterval> intervals(
      Function<ScoreKind, List<SubjectValue>> values) {
    Map<ScoreKind, ConfidenceInterval> intervals = new EnumMap<>(ScoreKind.class);
    for (ScoreKind kind : ScoreKind.values()) {
      List<SubjectValue> all = values.apply(kind);
      if (!all.isEmpty()) {
        intervals.put(kind, Bootstrap.of(bySubject(all)));
      }
    }
    return intervals;
  }

  /** A number of one training. */
  private record SubjectValue(String subject, double value) {}

  private static List<SubjectValue> values(List<CellResult> cells, ScoreKind kind) {
    return cells.stream().flatMap(cell -> value(cell, kind.of(cell.scores()))).toList();
  }

  private static List<SubjectValue> differences(
      List<CellResult> cells, List<CellResult> baseline, ScoreKind kind) {
    return cells.stream()
        .flatMap(
            cell ->
                partner(cell, baseline)
                    .map(other -> value(cell, difference(cell, other, kind)))
                    .orElseGet(Stream::empty))
        .toList();
  }

  private static Optional<CellResult> partner(CellResult cell, List<CellResult> baseline) {
    return baseline.stream()
        .filter(other -> other.subject().equals(cell.subject()) && other.seed() == cell.seed())
        .findFirst();
  }

  private static OptionalDouble difference(CellResult cell, CellResult other, ScoreKind kind) {
    OptionalDouble one = kind.of(cell.scores());
    OptionalDouble two = kind.of(other.scores());
    return one.isPresent() && two.isPresent()
        ? OptionalDouble.of(one.getAsDouble() - two.getAsDouble())
        : OptionalDouble.empty();
  }

  private static Stream<SubjectValue> value(CellResult cell, OptionalDouble value) {
    return value.stream().mapToObj(number -> new SubjectValue(cell.subject(), number));
  }

  private static List<double[]> bySubject(List<SubjectValue> values) {
    Map<String, List<Double>> subjects = new LinkedHashMap<>();
    values.forEach(
        each -> subjects.computeIfAbsent(each.subject, name -> new ArrayList<>()).add(each.value));
    return subjects.values().stream()
        .map(each -> each.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }
}
