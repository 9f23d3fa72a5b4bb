package zoodip.fleet.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.fleet.simulation.FleetResult;
import zoodip.fleet.simulation.JobEnd;

/** The jobs of simulations as comma-separated values, seconds of virtual time. */
public final class JobRows {
  private static final String HEADING =
      "recovery,hours_to_preemption,seed,job,accepted,first_started,ended,succeeded,attempts,steps_again,lock_wait";

  private JobRows() {}

  public static String heading() {
    return HEADING + "\n";
  }

  /** A line for each job, in the order of their ends. */
  public static String of(FleetResult result) {
    String run =
        String.format(
            Locale.ROOT,
            "%s,%.3f,%d",
            result.settings().recovery().label(),
            result.settings().market().meanTimeToPreemption().toMillis() / 3.6e6,
            result.settings().seed());
    return lines(result).map(line -> run + "," + line + "\n").collect(Collectors.joining());
  }

  private static Stream<String> lines(FleetResult result) {
    return result.jobs().stream().map(JobRows::line);
  }

  private static String line(JobEnd job) {
    return String.format(
        Locale.ROOT,
        "%s,%.3f,%.3f,%.3f,%b,%d,%d,%.3f",
        job.name(),
        job.accepted().toMillis() / 1e3,
        job.firstStarted().toMillis() / 1e3,
        job.ended().toMillis() / 1e3,
        job.succeeded(),
        job.attempts(),
        job.stepsAgain(),
        job.lockWait().toMillis() / 1e3);
  }
}
