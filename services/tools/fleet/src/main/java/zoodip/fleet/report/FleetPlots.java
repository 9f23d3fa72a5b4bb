package zoodip.fleet.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import zoodip.fleet.simulation.FleetResult;
import zoodip.fleet.simulation.FleetSample;
import zoodip.fleet.simulation.JobEnd;
import zoodip.fleet.simulation.TimeUse;
import zoodip.images.RgbImage;
import zoodip.images.figures.BarChart;
import zoodip.images.figures.LinePlot;

/** Plots of simulations, as files are named. */
public final class FleetPlots {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  private FleetPlots() {}

  /**
   * Wasted time and costs against the time to preemption, where there is more than one, and what
   * time was wasted on at the shortest.
   *
   * @param groups not empty
   */
  public static Map<String, RgbImage> compared(List<RunGroup> groups) {
    Map<String, RgbImage> plots = new LinkedHashMap<>();
    if (groups.stream().mapToDouble(RunGroup::hoursToPreemption).distinct().count() > 1) {
      plots.put(
          "wasted.png",
          against("Wasted GPU time", "percent", groups, run -> 100 * run.wastedOfBusy()));
      plots.put(
          "cost.png", against("Cost of a concept", "price", groups, RunFigures::costPerConcept));
    }
    double shortest = groups.stream().mapToDouble(RunGroup::hoursToPreemption).min().orElseThrow();
    plots.put(
        "split.png",
        split(groups.stream().filter(g -> g.hoursToPreemption() == shortest).toList()));
    return plots;
  }

  /** The course of one simulation, and how long its jobs waited. */
  public static Map<String, RgbImage> course(FleetResult result) {
    Map<String, RgbImage> plots = new LinkedHashMap<>();
    plots.put("course.png", slots(result.samples()));
    plots.put("waits.png", waits(result.jobs()));
    return plots;
  }

  private static RgbImage against(
      String title, String unit, List<RunGroup> groups, ToDoubleFunction<RunFigures> figure) {
    Map<String, List<RunGroup>> lines = new LinkedHashMap<>();
    groups.forEach(g -> lines.computeIfAbsent(g.recovery(), label -> new ArrayList<>()).add(g));
    List<LinePlot.Line> drawn = new ArrayList<>();
    lines.forEach(
        (label, points) -> {
          List<RunGroup> ordered =
              points.stream()
                  .sorted(Comparator.comparingDouble(RunGroup::hoursToPreemption))
                  .toList();
          drawn.add(
              line(
                  label,
                  drawn.size(),
                  ordered.stream().mapToDouble(RunGroup::hoursToPreemption).toArray(),
                  ordered.stream().mapToDouble(g -> g.spread(figure).mean()).toArray()));
        });
    return new LinePlot(title, "mean hours to preemption", unit, drawn).draw(WIDTH, HEIGHT);
  }

  private static RgbImage split(List<RunGroup> groups) {
    List<BarChart.Group> bars =
        groups.stream()
            .map(
                group ->
                    new BarChart.Group(
                        "%s, %.1f h".formatted(group.recovery(), group.hoursToPreemption()),
                        List.of(
                            percent(group, TimeUse.STEPS_AGAIN),
                            percent(group, TimeUse.REPLAYS),
                            percent(group, TimeUse.MODEL_LOADS),
                            percent(group, TimeUse.ATTEMPTS)
                                + percent(group, TimeUse.MACHINES)
                                + percent(group, TimeUse.FAILED_JOBS))))
            .toList();
    return new BarChart(
            "Wasted, percent of paid time",
            List.of("steps again", "replays", "model loads", "other"),
            bars)
        .draw(WIDTH);
  }

  private static double percent(RunGroup group, TimeUse use) {
    return 100 * group.spread(run -> run.shares().get(use)).mean();
  }

  private static RgbImage slots(List<FleetSample> samples) {
    double[] hours = samples.stream().mapToDouble(s -> s.time().toMillis() / 3.6e6).toArray();
    return new LinePlot(
            "Slots and requests that wait",
            "hours",
            "count",
            List.of(
                line("slots", 0, hours, numbers(samples, FleetSample::slots)),
                line("busy", 2, hours, numbers(samples, FleetSample::busy)),
                line("waiting", 1, hours, numbers(samples, FleetSample::backlog))))
        .draw(WIDTH, HEIGHT);
  }

  private static double[] numbers(List<FleetSample> samples, ToDoubleFunction<FleetSample> number) {
    return samples.stream().mapToDouble(number).toArray();
  }

  private static RgbImage waits(List<JobEnd> jobs) {
    double[] waits =
        jobs.stream().mapToDouble(job -> job.queueWait().toMillis() / 1e3).sorted().toArray();
    int[] percents = IntStream.rangeClosed(1, 100).filter(p -> waits.length > 0).toArray();
    return new LinePlot(
            "How long jobs wait for their first slot",
            "percent of jobs that wait no longer",
            "seconds",
            List.of(
                line(
                    "queue wait",
                    0,
                    IntStream.of(percents).asDoubleStream().toArray(),
                    IntStream.of(percents)
                        .mapToDouble(p -> Quantiles.at(waits, p / 100.0))
                        .toArray())))
        .draw(WIDTH, HEIGHT);
  }

  private static LinePlot.Line line(String label, int number, double[] x, double[] y) {
    int color = LinePlot.COLORS.get(number % LinePlot.COLORS.size());
    return new LinePlot.Line(label, x, y, color, LinePlot.Weight.STRONG);
  }
}
