package zoodip.cli.fleet;

import java.time.Duration;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.fleet.settings.ShareLimits;
import zoodip.fleet.settings.WorkRules;
import zoodip.fleet.settings.Workload;

/** How large the fleet is, what it is asked for, and what its brokers and slots are set to. */
final class FleetSizeOptions {
  @Option(
      names = "--gpus",
      paramLabel = "N",
      defaultValue = "1000",
      description = "GPUs that are wanted at a time (default: 1000).")
  private int gpus;

  @Option(
      names = "--slots-per-gpu",
      paramLabel = "N",
      defaultValue = "1",
      description = "Jobs that a GPU works on at a time (default: 1).")
  private int slotsPerGpu;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "4",
      description = "Parts of the work queue, topics.queue-shards (default: 4).")
  private int shards;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Jobs that are all accepted at the beginning, instead of --rate and --hours.")
  private Integer jobs;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Jobs an hour, one after another at random (default: 1500).")
  private Double rate;

  @Option(
      names = "--hours",
      paramLabel = "H",
      description = "For how long jobs are accepted; all of them are finished (default: 6).")
  private Double hours;

  @Option(
      names = "--lock",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "work.lock: how long a request stays with a slot that died (default: 30).")
  private double lock;

  @Option(
      names = "--deliveries",
      paramLabel = "N",
      defaultValue = "10",
      description = "work.deliveries of one request (default: 10).")
  private int deliveries;

  @Option(
      names = "--shard-patience",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "work.shard-patience: how long a slot without work stays with a part of the queue (default: 5).")
  private double shardPatience;

  @Option(
      names = "--max-members",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The brokers' group.share.max.size, 1 to 1000 (default: 1000).")
  private int maxMembers;

  @Option(
      names = "--max-record-locks",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "The brokers' group.share.partition.max.record.locks, 100 to 10000 (default: 10000).")
  private int maxRecordLocks;

  int gpus() {
    return gpus;
  }

  int slotsPerGpu() {
    return slotsPerGpu;
  }

  int shards() {
    return shards;
  }

  Workload workload() {
    if (jobs == null) {
      double span = hours == null ? 6 : hours;
      return new Workload.Steady(rate == null ? 1500 : rate, FleetTimes.hours("--hours", span));
    }
    if (rate != null || hours != null) {
      throw new UsageException("Give either --jobs, or --rate and --hours");
    }
    return new Workload.Burst(jobs);
  }

  WorkRules rules() {
    return new WorkRules(
        FleetTimes.seconds("--lock", lock),
        deliveries,
        FleetTimes.seconds("--shard-patience", shardPatience));
  }

  ShareLimits limits() {
    Duration sessionTimeout = ShareLimits.WIDEST.sessionTimeout();
    return new ShareLimits(maxMembers, maxRecordLocks, sessionTimeout);
  }
}
