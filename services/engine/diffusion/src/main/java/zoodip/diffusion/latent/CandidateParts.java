package zoodip.diffusion.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which candidates of a step are computed together. */
final class CandidateParts {
  /** Of a published step: theta and two directions. */
  private static final int FEWEST = 3;

  /** Positions of such a step at 512 pixels. */
  private static final int POSITIONS = FEWEST * 64 * 64;

  private CandidateParts() {}

  /**
   * The candidates' indices, part by part: the first one in each, every other one in one of them.
   *
   * @param candidates of a step, at least 1
   */
  static List<int[]> of(int candidates, LatentSize size) {
    int most = Math.max(FEWEST, POSITIONS / (size.height() * size.width()));
    if (candidates <= most) {
      return List.of(IntStream.range(0, candidates).toArray());
    }
    List<int[]> parts = new ArrayList<>();
    for (int from = 1; from < candidates; from += most - 1) {
      IntStream others = IntStream.range(from, Math.min(candidates, from + most - 1));
      parts.add(IntStream.concat(IntStream.of(0), others).toArray());
    }
    return List.copyOf(parts);
  }
}
