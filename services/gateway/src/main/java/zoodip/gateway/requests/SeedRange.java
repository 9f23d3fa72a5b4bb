package zoodip.gateway.requests;

/** The seeds of several images, which follow one another. */
public final class SeedRange {
  private SeedRange() {}

  /**
   * Notes a violation if the seeds would pass the largest number there is: they do not begin anew.
   *
   * @param count images, each of which takes the next seed
   */
  public static void require(Violations violations, String field, long seed, long count) {
    violations.require(
        seed <= Long.MAX_VALUE - (count - 1),
        field,
        "%d leaves no seeds for %d pictures, which count up from it; the largest seed is %d"
            .formatted(seed, count, Long.MAX_VALUE));
  }
}
