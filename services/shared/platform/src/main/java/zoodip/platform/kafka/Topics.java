package zoodip.platform.kafka;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of the system; a record's key is, or begins with, the resource name of what it is
 * about.
 */
public enum Topics {
  /** What was said about jobs, as it was said. */
  JOB_EVENTS("job-events", 4, Map.of(TopicConfig.RETENTION_MS_CONFIG, "604800000")),

  /** The state of each job, folded from its events, as it was when its state changed last. */
  JOBS("jobs", 4, Retention.COMPACTED_LARGE),

  /** What running jobs have added to that since. */
  JOB_PARTS("job-parts", 4, Retention.COMPACTED),

  /**
   * Work for trainers. One partition, so that every member of the share group is assigned it and
   * takes over a dead one's record at once; a partition of several stays with the dead until its
   * session times out.
   */
  TRAINING_REQUESTS("training-requests", 1, Retention.FOREVER),

  /** Work for evaluators; one partition for the same reason. */
  EVALUATION_REQUESTS("evaluation-requests", 1, Retention.FOREVER),

  /** The learned concepts. */
  CONCEPTS("concepts", 4, Retention.COMPACTED),

  /** What is known of API keys; one partition, so that a key and its secrets are seen in order. */
  API_KEYS("api-keys", 1, Retention.COMPACTED),

  /** Who did what, for a year. */
  AUDIT_LOG("audit-log", 4, Map.of(TopicConfig.RETENTION_MS_CONFIG, "31536000000"));

  /**
   * Of a record on {@link #JOBS}, where a long training's journal segments are named: enough for
   * some 40,000 of them.
   */
  public static final int MAX_RECORD_BYTES = 8 << 20;

  /**
   * Of an event on {@link #JOB_EVENTS}: a mebibyte, Kafka's own limit of a record, with room for
   * key and headers, and for what the fold says in turn.
   */
  public static final int MAX_EVENT_BYTES = 960 << 10;

  private final String title;
  private final int partitions;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of
  private final Map<String, String> settings;

  Topics(String title, int partitions, Map<String, String> settings) {
    this.title = title;
    this.partitions = partitions;
    this.settings = settings;
  }

  /** Its name on the broker. */
  public String title() {
    return title;
  }

  /** Whether it is a work queue, which may be spread over several topics. */
  public boolean isQueue() {
    return this == TRAINING_REQUESTS || this == EVALUATION_REQUESTS;
  }

  /**
   * The name of a part of a work queue on the broker.
   *
   * @param shard from 0
   */
  public String title(int shard) {
    return shard == 0 ? title : title + "-" + shard;
  }

  /**
   * The part of a work queue that a job's requests are on.
   *
   * @param job its name
   * @param shards parts of the queue, 1 or more
   * @return from 0
   */
  public static int shard(String job, int shards) {
    return Math.floorMod(job.hashCode(), shards);
  }

  /**
   * As it is made.
   *
   * @param shard of a work queue, from 0
   */
  public TopicDefinition definition(int shard) {
    return new TopicDefinition(title(shard), partitions, settings);
  }

  Map<String, String> settings() {
    return settings;
  }

  private static final class Retention {
    static final Map<String, String> COMPACTED =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    static final Map<String, String> COMPACTED_LARGE =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(MAX_RECORD_BYTES));
    // a queued job may wait for a trainer for longer than the default week
    static final Map<String, String> FOREVER = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
  }
}
