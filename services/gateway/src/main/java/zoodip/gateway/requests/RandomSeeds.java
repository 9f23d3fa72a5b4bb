package zoodip.gateway.requests;

import java.security.SecureRandom;

/** The seeds of requests that name none: whole numbers that a double holds too, as JSON needs. */
public final class RandomSeeds {
  private static final long SEEDS = 1L << 53;

  private final SecureRandom random = new SecureRandom();

  public long next() {
    return random.nextLong(SEEDS);
  }
}
