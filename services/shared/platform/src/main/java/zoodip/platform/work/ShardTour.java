package zoodip.platform.work;

import java.time.Duration;
import java.util.Optional;

/**
 * In which order a slot visits the parts of its queue, and how long it stays where there is no
 * work: for ever on the only one, else longer with each round without any, since all others may be
 * busy.
 *
 * @param shards parts of the queue, 1 or more
 * @param first any number; slots with different ones begin at different parts
 * @param patience of a visit in the first round; it starts anew with each request that is worked on
 */
public record ShardTour(int shards, int first, Duration patience) {
  private static final int MOST_ROUNDS = 12;

  /**
   * The part of the queue to go to.
   *
   * @param visit from 0
   */
  public int shard(int visit) {
    return Math.floorMod(visit - first, shards);
  }

  /**
   * How long the slot stays without work; empty if it has nowhere else to go.
   *
   * @param idleVisits visits without any work since the last one with some, from 0
   */
  public Optional<Duration> stay(int idleVisits) {
    return shards == 1
        ? Optional.empty()
        : Optional.of(patience.multipliedBy(Math.min(idleVisits / shards + 1, MOST_ROUNDS)));
  }
}
