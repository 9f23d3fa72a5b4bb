package zoodip.fleet.simulation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import zoodip.fleet.queue.ShareQueue;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.time.Timeline;
import zoodip.platform.names.ResourceName;

/** Simulates a fleet until all jobs have ended. The same settings give the same result. */
public final class FleetSimulation {
  private static final long SAMPLING = 60 * Timeline.SECOND;
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String TENANT = "tenants/fleet";

  private final FleetWorld world;
  private final JobArrivals arrivals;
  private final GpuPool gpus;
  private final List<FleetSample> samples = new ArrayList<>();

  private FleetSimulation(FleetSettings settings) {
    world = FleetWorld.of(settings);
    arrivals = new JobArrivals(settings.workload(), settings.seed(), world.timeline());
    gpus = new GpuPool(world, arrivals::moreToCome);
  }

  /**
   * Runs a simulation.
   *
   * @throws IllegalStateException if jobs are left after a year of virtual time: they are longer
   *     than the time between preemptions lets them be
   */
  public static FleetResult run(FleetSettings settings) {
    return new FleetSimulation(settings).run();
  }

  private FleetResult run() {
    gpus.open();
    arrivals.begin(this::accept);
    sample();
    if (!world.timeline().run(this::isDone, Timeline.micros(LONGEST))) {
      throw new IllegalStateException(
          "%d jobs have not ended within a year; take fewer steps, more time between preemptions, or a recovery that keeps more"
              .formatted(world.jobs().unfinished()));
    }
    gpus.close();
    return result();
  }

  private boolean isDone() {
    return !arrivals.moreToCome() && world.jobs().unfinished() == 0;
  }

  private void accept(int number) {
    String job = ResourceName.trainingJob(TENANT, "j" + number).toString();
    world.jobs().append(job, TrainingEvents.accepted(number, world.settings().times().steps()));
    gpus.shrink();
  }

  private void sample() {
    samples.add(
        new FleetSample(
            duration(world.now()),
            gpus.running() * world.settings().slotsPerGpu(),
            world.counters().busy(),
            world.queues().stream().mapToInt(ShareQueue::backlog).sum()));
    world.timeline().after(SAMPLING, this::sample);
  }

  private FleetResult result() {
    FleetCounters counters = world.counters();
    return new FleetResult(
        world.settings(),
        world.jobs().ends(),
        slotTime(),
        duration(counters.paid()),
        duration(world.now()),
        counters.mostBusy(),
        counters.worked(),
        counters.preemptions(),
        counters.announced(),
        world.jobs().events(),
        world.queues().stream()
            .map(q -> new QueueUse(q.mostMembers(), q.widestWindow(), q.undeliverable()))
            .toList(),
        samples);
  }

  private Map<TimeUse, Duration> slotTime() {
    Map<TimeUse, Duration> times = new EnumMap<>(TimeUse.class);
    for (TimeUse use : TimeUse.values()) {
      times.put(use, duration(world.times().of(use)));
    }
    return times;
  }

  private static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
