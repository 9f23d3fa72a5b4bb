package zoodip.diffusion.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which candidates of a step are computed together. */
final class CandidateParts {
  private CandidateParts() {}

  /**
   * The candidates' indices, part by part: the first one in each, every other one in one of them.
   *
   * @param candidates of a step, at least 1
   */
  static List<int[]> of(int candidates, LatentSize size) {
    int most = size.rowsAtOnce();
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

  /** The candidates of a part that are compared with its first; that one if it is alone. */
  static List<Integer> compared(int[] part) {
    return Arrays.stream(part).skip(part.length == 1 ? 0 : 1).boxed().toList();
  }

  /** A part of these candidates and the first. */
  static int[] withFirst(List<Integer> compared) {
    return IntStream.concat(IntStream.of(0), compared.stream().mapToInt(Integer::intValue))
        .distinct()
        .toArray();
  }
}
