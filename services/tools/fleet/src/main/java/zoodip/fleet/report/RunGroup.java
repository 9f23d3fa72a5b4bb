package zoodip.fleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Simulations that differ by their seeds alone. */
public record RunGroup(String recovery, double hoursToPreemption, List<RunFigures> runs) {
  public RunGroup {
    runs = List.copyOf(runs);
  }

  private record Key(String recovery, double hoursToPreemption) {}

  /** In the order in which their first members stand. */
  public static List<RunGroup> of(List<RunFigures> runs) {
    Map<Key, List<RunFigures>> groups = new LinkedHashMap<>();
    runs.forEach(
        run ->
            groups
                .computeIfAbsent(
                    new Key(run.recovery(), run.hoursToPreemption()), key -> new ArrayList<>())
                .add(run));
    return groups.entrySet().stream()
        .map(g -> new RunGroup(g.getKey().recovery(), g.getKey().hoursToPreemption(), g.getValue()))
        .toList();
  }

  /** A figure over the seeds. */
  public FigureSpread spread(ToDoubleFunction<RunFigures> figure) {
    return FigureSpread.of(runs, figure);
  }
}
