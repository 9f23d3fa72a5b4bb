package zoodip.cli.experiment.plan;

/**
 * Which training of a plan is meant.
 *
 * @param subject what the plan calls it
 * @param variant its name
 */
public record CellKey(String subject, String variant, long seed) {
  /** For people: {@code published directions=2, mug-01, seed 3}. */
  public String text() {
    return "%s, %s, seed %d".formatted(variant, subject, seed);
  }
}
