package zoodip.cli.fleet;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zoodip.cli.terminal.Table;
import zoodip.fleet.report.RunFigures;
import zoodip.fleet.report.RunGroup;
import zoodip.fleet.simulation.TimeUse;

/** What simulations came to, for people and for programs. */
record FleetReport(List<RunFigures> runs) {
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  FleetReport {
    runs = List.copyOf(runs);
  }

  /** A row for each recovery at each time to preemption; seeds are averaged. */
  String text() {
    Table table =
        new Table(
            "RECOVERY",
            "MTTP H",
            "CONCEPTS",
            "FAILED %",
            "COST",
            "GPU H",
            "USEFUL %",
            "IDLE %",
            "AGAIN %",
            "REPLAYS %",
            "LOADS %",
            "WAIT P50/P95/P99 S");
    RunGroup.of(runs).forEach(group -> addRow(table, group));
    return table.toString();
  }

  private static void addRow(Table table, RunGroup group) {
    table.row(
        group.recovery(),
        String.format(Locale.ROOT, "%.1f", group.hoursToPreemption()),
        group.spread(RunFigures::concepts).text("%.0f"),
        group.spread(run -> 100 * run.failedShare()).text("%.2f"),
        group.spread(RunFigures::costPerConcept).text("%.4f"),
        group.spread(RunFigures::gpuHoursPerConcept).text("%.3f"),
        percent(group, TimeUse.USEFUL),
        percent(group, TimeUse.IDLE),
        percent(group, TimeUse.STEPS_AGAIN),
        percent(group, TimeUse.REPLAYS),
        percent(group, TimeUse.MODEL_LOADS),
        String.format(
            Locale.ROOT,
            "%.1f/%.1f/%.1f",
            group.spread(run -> run.queueWait().p50()).mean(),
            group.spread(run -> run.queueWait().p95()).mean(),
            group.spread(run -> run.queueWait().p99()).mean()));
  }

  private static String percent(RunGroup group, TimeUse use) {
    return group.spread(run -> 100 * run.shares().get(use)).text("%.2f");
  }

  /**
   * Every run by itself.
   *
   * @param command as it was typed
   */
  String json(String command) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("command", command);
    report.put("runs", runs.stream().map(FleetReport::figures).toList());
    return JSON.toJson(report) + "\n";
  }

  private static Map<String, Object> figures(RunFigures run) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("recovery", run.recovery());
    figures.put("hours_to_preemption", run.hoursToPreemption());
    figures.put("seed", run.seed());
    figures.put("jobs", run.jobs());
    figures.put("concepts", run.concepts());
    figures.put("failed_share", run.failedShare());
    figures.put("gpu_hours", run.gpuHours());
    if (run.concepts() > 0) {
      figures.put("cost_per_concept", run.costPerConcept());
      figures.put("gpu_hours_per_concept", run.gpuHoursPerConcept());
    }
    figures.put("shares", shares(run));
    figures.put("wasted_of_busy", run.wastedOfBusy());
    figures.put("queue_wait_seconds", run.queueWait());
    figures.put("turnaround_seconds", run.turnaround());
    figures.put("lock_wait_seconds", run.lockWaitSeconds());
    figures.put("steps_again", run.stepsAgain());
    figures.put("preemptions", run.preemptions());
    figures.put("announced", run.announced());
    figures.put("most_busy_slots", run.mostBusy());
    figures.put("slots_used", run.slotsUsed());
    figures.put("span_hours", run.spanHours());
    figures.put("events", run.events());
    figures.put("queues", run.queues());
    return figures;
  }

  private static Map<String, Double> shares(RunFigures run) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (TimeUse use : TimeUse.values()) {
      shares.put(use.label(), run.shares().get(use));
    }
    return shares;
  }
}
