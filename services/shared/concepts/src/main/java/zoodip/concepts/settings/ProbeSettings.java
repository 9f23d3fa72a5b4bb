package zoodip.concepts.settings;

import java.util.List;
import zoodip.zeroth.journal.ProbeLoss;

/**
 * How much a training looks at its probe set, and what that may end.
 *
 * @param share of the steps' rows of the UNet that probes take at most, in [0, 1); 0 for none
 * @param stopAfter so many probes in a row that lower nothing end the training; 0 if none do
 * @param improvement the share of the lowest loss by which a lower one must lie under it, in [0, 1)
 */
public record ProbeSettings(double share, int stopAfter, double improvement) {
  /** No probes. */
  public static final ProbeSettings NONE = new ProbeSettings(0, 0, 0);

  /** Refuses what no training can keep with an {@link IllegalArgumentException}. */
  public ProbeSettings {
    if (!(share >= 0 && share < 1 && improvement >= 0 && improvement < 1) || stopAfter < 0) {
      throw new IllegalArgumentException(
          "probes of a share of %s, that end a training after %d without an improvement of %s: use shares in [0, 1) and 0 or more probes"
              .formatted(share, stopAfter, improvement));
    }
  }

  /**
   * Whether these probes end the training: none of the last ones has lowered the lowest loss of
   * those before them by enough.
   *
   * @param probes from the first on
   */
  public boolean end(List<ProbeLoss> probes) {
    int before = probes.size() - stopAfter;
    return stopAfter > 0
        && before > 0
        && lowest(probes.subList(before, probes.size()))
            >= (1 - improvement) * lowest(probes.subList(0, before));
  }

  private static double lowest(List<ProbeLoss> probes) {
    return probes.stream().mapToDouble(ProbeLoss::loss).min().orElseThrow();
  }
}
