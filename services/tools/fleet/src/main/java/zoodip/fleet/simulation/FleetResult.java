package zoodip.fleet.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import zoodip.fleet.settings.FleetSettings;

/**
 * What came out of a simulation.
 *
 * @param jobs all that were accepted, in the order of their ends
 * @param slotTime what the slots of all GPUs together spent their paid time on
 * @param paid time of all GPUs together; slots times this is the sum of {@code slotTime}
 * @param span from the beginning to the last job's end
 * @param mostBusy slots that worked at a time
 * @param slotsUsed slots that ever worked on a job
 * @param announced preemptions that came with notice
 * @param events that were folded
 * @param queues by their parts
 * @param samples one a minute
 */
public record FleetResult(
    FleetSettings settings,
    List<JobEnd> jobs,
    Map<TimeUse, Duration> slotTime,
    Duration paid,
    Duration span,
    int mostBusy,
    int slotsUsed,
    int preemptions,
    int announced,
    long events,
    List<QueueUse> queues,
    List<FleetSample> samples) {
  public FleetResult {
    jobs = List.copyOf(jobs);
    slotTime = Map.copyOf(slotTime);
    queues = List.copyOf(queues);
    samples = List.copyOf(samples);
  }

  /** Concepts that were learned. */
  public long concepts() {
    return jobs.stream().filter(JobEnd::succeeded).count();
  }

  /** Hours of GPUs that went to a use; slots of a GPU share its time. */
  public double gpuHours(TimeUse use) {
    return hours(slotTime.get(use)) / settings.slotsPerGpu();
  }

  /** Hours of GPUs that were paid for. */
  public double paidHours() {
    return hours(paid);
  }

  /** The price of a concept, of which all that was paid is a part; infinite if there is none. */
  public double costPerConcept() {
    return paidHours() * settings.pricePerHour() / concepts();
  }

  private static double hours(Duration time) {
    return time.toNanos() / 3.6e12;
  }
}
