package zoodip.platform.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How slots hold, give back and give up requests. */
@ConfigMapping(prefix = "work")
public interface WorkConfig {
  /**
   * For how long a request stays with a slot that has gone silent; renewed three times as often.
   * Within the broker's group.share.min.record.lock.duration.ms and its max.
   */
  @WithDefault("PT30S")
  Duration lock();

  /**
   * Deliveries of one request. At the last one a job that has made no progress since the one before
   * fails instead of being tried again. At most the broker's group.share.max.delivery.count.limit.
   */
  @WithDefault("10")
  int deliveries();

  /**
   * Deliveries of one request after which a job that breaks down, or runs out of memory, fails
   * instead of being tried again.
   */
  @WithDefault("3")
  int attempts();

  /** How long a slot waits for the record of a job that it was asked to work on. */
  @WithDefault("PT10S")
  Duration recordPatience();

  /** How long an attempt waits until the fold has taken note of it. */
  @WithDefault("PT60S")
  Duration startPatience();

  /**
   * How long another attempt that took a job over may say nothing before it is taken for dead by
   * the slot that holds the job's request.
   */
  @WithDefault("PT10M")
  Duration silence();

  /** The pause after a failure; twice as long after each further one. */
  @WithDefault("PT1S")
  Duration firstPause();

  @WithDefault("PT1M")
  Duration longestPause();

  /**
   * Slots of all workers of a queue together, at most: what the broker's limits are checked against
   * at the start. 0: they are not checked.
   */
  @WithDefault("200")
  int fleetSlots();

  /**
   * How long a slot that finds no work stays with one of several topics of its queue; up to twelve
   * times as long after rounds without any.
   */
  @WithDefault("PT5S")
  Duration shardPatience();

  /**
   * After how long without any job the process ends by itself, with status 0: for workers that are
   * started for jobs, as KEDA's ScaledJobs are. Unset: it stays.
   */
  Optional<Duration> idleExit();

  Gateway gateway();

  /** Who tells about jobs. */
  interface Gateway {
    /** A gRPC target: host:port, or dns:///name:port of several gateways. */
    @WithDefault("localhost:9001")
    String target();

    /** Silence after which a gateway is asked whether it is still there; ten seconds at least. */
    @WithDefault("PT20S")
    Duration keepAlive();
  }

  /** How long a shutdown waits for handlers to suspend their jobs. */
  @WithDefault("PT30S")
  Duration shutdownPatience();
}
