package zoodip.fleet.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.settings.Recovery;
import zoodip.fleet.settings.ShareLimits;
import zoodip.fleet.settings.WorkRules;
import zoodip.fleet.settings.Workload;

/** Neither jobs nor time are lost, however GPUs come and go. */
class FleetConservationTest {
  @Property(tries = 30)
  void everyAcceptedJobEndsExactlyOnce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int jobs,
      @ForAll @IntRange(min = 1, max = 3) int shards,
      @ForAll("recoveries") Recovery recovery,
      @ForAll @IntRange(min = 5, max = 120) int minutesToPreemption) {
    FleetResult result =
        FleetSimulation.run(
            fleet(seed, new Workload.Burst(jobs), shards, recovery, minutesToPreemption));
    assertEquals(jobs, result.jobs().size());
    assertEquals(jobs, result.jobs().stream().map(JobEnd::name).distinct().count());
    assertTrue(
        result.jobs().stream()
            .allMatch(job -> !job.ended().minus(job.firstStarted()).isNegative()));
    assertEquals(0, result.queues().stream().mapToInt(QueueUse::undeliverable).sum());
  }

  @Property(tries = 30)
  void allPaidTimeWentToSomething(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int perHour,
      @ForAll @IntRange(min = 1, max = 3) int shards,
      @ForAll("recoveries") Recovery recovery,
      @ForAll @IntRange(min = 5, max = 120) int minutesToPreemption) {
    FleetSettings settings =
        fleet(
            seed,
            new Workload.Steady(perHour, Duration.ofHours(1)),
            shards,
            recovery,
            minutesToPreemption);
    FleetResult result = FleetSimulation.run(settings);
    Duration spent = result.slotTime().values().stream().reduce(Duration.ZERO, Duration::plus);
    assertEquals(result.paid().multipliedBy(settings.slotsPerGpu()), spent);
    Duration learned = Duration.ofSeconds(400).multipliedBy(result.concepts());
    assertTrue(
        learned.minus(result.slotTime().get(TimeUse.USEFUL)).abs().toMillis() < 5,
        () -> learned + " of steps, but " + result.slotTime());
  }

  @Property(tries = 20)
  void theSameSeedGivesTheSameResult(@ForAll long seed, @ForAll("recoveries") Recovery recovery) {
    FleetSettings settings =
        fleet(seed, new Workload.Steady(40, Duration.ofHours(1)), 2, recovery, 15);
    assertEquals(FleetSimulation.run(settings), FleetSimulation.run(settings));
  }

  @Provide
  Arbitrary<Recovery> recoveries() {
    return Arbitraries.of(
        List.of(
            Fleets.JOURNAL,
            new Recovery.Checkpoints(1, false),
            new Recovery.Checkpoints(500, false),
            new Recovery.Checkpoints(1500, true),
            new Recovery.Restart()));
  }

  private static FleetSettings fleet(
      long seed, Workload workload, int shards, Recovery recovery, int minutesToPreemption) {
    return new FleetSettings(
        6,
        2,
        shards,
        workload,
        Fleets.market(Duration.ofMinutes(minutesToPreemption)),
        Fleets.TIMES,
        WorkRules.DEFAULT,
        ShareLimits.WIDEST,
        recovery,
        0.2,
        seed);
  }
}
