package zoodip.fleet.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.settings.Recovery;
import zoodip.fleet.settings.ShareLimits;
import zoodip.fleet.settings.SpotMarket;
import zoodip.fleet.settings.TrainingTimes;
import zoodip.fleet.settings.WorkRules;
import zoodip.fleet.settings.Workload;
import zoodip.platform.kafka.Topics;

class FleetSimulationTest {
  /** The longest interval of these jobs' schedule, with a step and a commit. */
  private static final int MOST_STEPS_AT_RISK = 10 * 6;

  @Test
  void aJobAloneTakesItsStepsAndWhatIsAroundThem() {
    FleetResult result =
        FleetSimulation.run(Fleets.of(1, new Workload.Burst(1), Fleets.calm(), Fleets.JOURNAL, 1));
    JobEnd job = result.jobs().get(0);
    assertTrue(job.succeeded());
    assertEquals(1, job.attempts());
    assertEquals(Duration.ofSeconds(40), job.queueWait());
    assertEquals(Duration.ofMillis(40_000 + 2_000 + 9_000 + 400_000 + 250), job.turnaround());
    assertEquals(job.ended(), result.paid());
  }

  @Property(tries = 15)
  void theJournalNeverRepeatsMoreThanCheckpointsFurtherApartThanItsSegments(@ForAll long seed) {
    FleetResult journal = preempted(Fleets.JOURNAL, seed);
    FleetResult checkpoint = preempted(new Recovery.Checkpoints(1000, false), seed);
    int silent = journal.preemptions() - journal.announced();
    assertTrue(silent > 30, () -> "Too few preemptions to tell: " + silent);
    assertTrue(
        stepsAgain(journal) <= (long) MOST_STEPS_AT_RISK * silent,
        () -> stepsAgain(journal) + " steps at " + silent + " deaths");
    assertTrue(
        journal
                .slotTime()
                .get(TimeUse.STEPS_AGAIN)
                .plus(journal.slotTime().get(TimeUse.REPLAYS))
                .compareTo(checkpoint.slotTime().get(TimeUse.STEPS_AGAIN))
            <= 0,
        () -> journal.slotTime() + " and " + checkpoint.slotTime());
  }

  @Test
  void aJobThatLosesEverythingAndDiesSoonFailsAfterItsDeliveries() {
    FleetResult result =
        FleetSimulation.run(
            Fleets.of(
                8,
                new Workload.Burst(8),
                new SpotMarket(
                    Duration.ofMinutes(1), 0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5)),
                new Recovery.Restart(),
                3));
    assertTrue(
        result.jobs().stream().anyMatch(job -> !job.succeeded() && job.attempts() == 9),
        () -> result.jobs().toString());
    assertTrue(result.jobs().stream().allMatch(job -> job.succeeded() || job.attempts() == 9));
  }

  @Test
  void anAnnouncedPreemptionLosesNothingAndLocksNothing() {
    SpotMarket announced =
        new SpotMarket(
            Duration.ofMinutes(6), 1, Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(5));
    FleetResult result =
        FleetSimulation.run(Fleets.of(4, new Workload.Burst(12), announced, Fleets.JOURNAL, 5));
    assertTrue(result.preemptions() > 5);
    assertEquals(result.preemptions(), result.announced());
    assertEquals(0, stepsAgain(result));
    assertTrue(result.jobs().stream().allMatch(job -> job.lockWait().isZero()));
    assertTrue(result.jobs().stream().anyMatch(job -> job.attempts() > 1));
  }

  @Test
  void aSilentDeathIsNoticedWhenTheLockExpires() {
    SpotMarket silent =
        new SpotMarket(
            Duration.ofMinutes(10), 0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5));
    FleetResult result =
        FleetSimulation.run(Fleets.of(40, new Workload.Burst(30), silent, Fleets.JOURNAL, 7));
    assertTrue(
        result.jobs().stream()
            .filter(job -> job.attempts() == 2)
            .allMatch(
                job ->
                    job.lockWait().compareTo(Duration.ofSeconds(20)) >= 0
                        && job.lockWait().compareTo(Duration.ofSeconds(30)) <= 0));
    assertTrue(result.jobs().stream().anyMatch(job -> job.attempts() == 2));
  }

  @Test
  void twoThousandSlotsInFourShardsAllGetWorkWithinKafkasLimits() {
    FleetSettings settings = Fleets.large(1000, 2, 4, 2400);
    assertEquals(Optional.empty(), settings.needs().problem(settings.limits().settings()));
    FleetResult result = FleetSimulation.run(settings);
    assertEquals(2000, result.mostBusy());
    assertEquals(2000, result.slotsUsed());
    assertTrue(result.queues().stream().allMatch(queue -> queue.mostMembers() <= 1000));
    assertTrue(result.queues().stream().allMatch(queue -> queue.widestWindow() <= 10_000));
  }

  @Test
  void withOneShardOnlyAsManySlotsWorkAsTheGroupTakes() {
    FleetSettings settings = Fleets.large(1000, 2, 1, 2400);
    assertTrue(
        settings
            .needs()
            .problem(settings.limits().settings())
            .orElseThrow()
            .contains("use more topics.queue-shards"));
    FleetResult result = FleetSimulation.run(settings);
    assertEquals(1000, result.mostBusy());
    assertEquals(1000, result.slotsUsed());
    assertEquals(2400, result.concepts());
  }

  @Test
  void requestsThatRunLongHoldBackThoseThatAreTooFarBehindThem() {
    FleetSettings wide = Fleets.large(500, 1, 1, 700);
    FleetSettings narrow =
        new FleetSettings(
            500,
            1,
            1,
            wide.workload(),
            wide.market(),
            wide.times(),
            wide.rules(),
            new ShareLimits(1000, 200, Duration.ofSeconds(45)),
            wide.recovery(),
            0.2,
            1);
    assertEquals(500, FleetSimulation.run(wide).mostBusy());
    // a request and the end of its transaction take two offsets: the last one is 200 behind the
    // first
    assertEquals(101, FleetSimulation.run(narrow).mostBusy());
  }

  @Test
  void slotsComeToAPartOfTheQueueThatNobodyBeganAt() {
    // slot 0 begins at the first of two parts, and no job of this number is there
    int jobs = (int) IntStream.range(0, 6).filter(FleetSimulationTest::isOnSecondShard).count();
    assertTrue(jobs > 0 && jobs < 6);
    FleetSettings settings =
        new FleetSettings(
            1,
            1,
            2,
            new Workload.Burst(6),
            Fleets.calm(),
            Fleets.TIMES,
            WorkRules.DEFAULT,
            ShareLimits.WIDEST,
            Fleets.JOURNAL,
            0.2,
            1);
    FleetResult result = FleetSimulation.run(settings);
    assertEquals(6, result.concepts());
    assertTrue(result.queues().stream().allMatch(queue -> queue.mostMembers() == 1));
    Duration idle = result.slotTime().get(TimeUse.IDLE);
    assertEquals(WorkRules.DEFAULT.shardPatience(), idle);
  }

  @Test
  void jobsThatCanNeverEndAreSaid() {
    FleetSettings longer =
        new FleetSettings(
            1,
            1,
            1,
            new Workload.Burst(1),
            new SpotMarket(
                Duration.ofMinutes(40), 1, Duration.ofSeconds(9), Duration.ZERO, Duration.ZERO),
            new TrainingTimes(
                400_000, 10, Duration.ZERO, Duration.ofSeconds(2), Duration.ofMillis(250)),
            WorkRules.DEFAULT,
            ShareLimits.WIDEST,
            new Recovery.Restart(),
            0.2,
            1);
    var refusal = assertThrows(IllegalStateException.class, () -> FleetSimulation.run(longer));
    assertTrue(refusal.getMessage().startsWith("1 jobs have not ended within a year"));
  }

  private static boolean isOnSecondShard(int number) {
    return Topics.shard("tenants/fleet/trainingJobs/j" + number, 2) == 1;
  }

  private static FleetResult preempted(Recovery recovery, long seed) {
    return FleetSimulation.run(
        Fleets.of(
            20, new Workload.Burst(300), Fleets.market(Duration.ofMinutes(20)), recovery, seed));
  }

  private static long stepsAgain(FleetResult result) {
    return result.jobs().stream().mapToLong(JobEnd::stepsAgain).sum();
  }
}
