package zoodip.fleet.report;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import zoodip.fleet.simulation.FleetResult;
import zoodip.fleet.simulation.JobEnd;
import zoodip.fleet.simulation.QueueUse;
import zoodip.fleet.simulation.TimeUse;

/**
 * What one simulation came to.
 *
 * @param recovery its label
 * @param hoursToPreemption on average; 0 if there are none
 * @param failedShare of all jobs, 0 to 1
 * @param costPerConcept all that was paid, idle GPUs included
 * @param gpuHoursPerConcept likewise
 * @param shares of paid time by its use; they add up to 1
 * @param queueWait from being accepted to a job's first slot
 * @param turnaround from being accepted to the concept
 * @param lockWaitSeconds of all jobs together
 */
public record RunFigures(
    String recovery,
    double hoursToPreemption,
    long seed,
    int jobs,
    long concepts,
    double failedShare,
    double gpuHours,
    double costPerConcept,
    double gpuHoursPerConcept,
    Map<TimeUse, Double> shares,
    Quantiles queueWait,
    Quantiles turnaround,
    double lockWaitSeconds,
    long stepsAgain,
    int preemptions,
    int announced,
    int mostBusy,
    int slotsUsed,
    double spanHours,
    long events,
    List<QueueUse> queues) {
  public RunFigures {
    shares = Map.copyOf(shares);
    queues = List.copyOf(queues);
  }

  public static RunFigures of(FleetResult result) {
    List<JobEnd> jobs = result.jobs();
    List<JobEnd> learned = jobs.stream().filter(JobEnd::succeeded).toList();
    return new RunFigures(
        result.settings().recovery().label(),
        result.settings().market().meanTimeToPreemption().toMillis() / 3.6e6,
        result.settings().seed(),
        jobs.size(),
        learned.size(),
        jobs.isEmpty() ? 0 : 1 - (double) learned.size() / jobs.size(),
        result.paidHours(),
        result.costPerConcept(),
        result.paidHours() / learned.size(),
        shares(result),
        Quantiles.of(jobs.stream().map(JobEnd::queueWait).toList()),
        Quantiles.of(learned.stream().map(JobEnd::turnaround).toList()),
        jobs.stream().map(JobEnd::lockWait).mapToDouble(Duration::toMillis).sum() / 1e3,
        jobs.stream().mapToLong(JobEnd::stepsAgain).sum(),
        result.preemptions(),
        result.announced(),
        result.mostBusy(),
        result.slotsUsed(),
        result.span().toMillis() / 3.6e6,
        result.events(),
        result.queues());
  }

  /**
   * Wasted time, as a share of wasted and useful time: it does not depend on how idle the fleet is.
   */
  public double wastedOfBusy() {
    double wasted =
        shares.entrySet().stream()
            .filter(share -> share.getKey().isWasted())
            .mapToDouble(Map.Entry::getValue)
            .sum();
    return wasted / (1 - shares.get(TimeUse.IDLE));
  }

  private static Map<TimeUse, Double> shares(FleetResult result) {
    Map<TimeUse, Double> shares = new EnumMap<>(TimeUse.class);
    for (TimeUse use : TimeUse.values()) {
      shares.put(use, result.gpuHours(use) / result.paidHours());
    }
    return shares;
  }
}
