package zoodip.fleet.simulation;

import java.time.Duration;

/**
 * A job that has ended.
 *
 * @param name its resource name
 * @param accepted from the beginning of the simulation, as the other times
 * @param succeeded whether a concept was learned; else it failed
 * @param attempts that began
 * @param stepsAgain steps that were lost and done again
 * @param lockWait from the deaths of its workers until other slots got its request
 */
public record JobEnd(
    String name,
    Duration accepted,
    Duration firstStarted,
    Duration ended,
    boolean succeeded,
    int attempts,
    long stepsAgain,
    Duration lockWait) {

  /** How long the job waited for its first slot. */
  public Duration queueWait() {
    return firstStarted.minus(accepted);
  }

  /** How long it was from the request to the concept. */
  public Duration turnaround() {
    return ended.minus(accepted);
  }
}
