package zoodip.cli.connection;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Levenshtein's distance: the fewest letters to add, drop or change. */
public final class EditDistance {
  private static final int NEAR = 3;

  private EditDistance() {}

  /**
   * The nearest word, if one is near enough to be meant: a few letters off, or longer or shorter.
   */
  public static Optional<String> nearest(String wanted, List<String> words) {
    return words.stream()
        .filter(word -> isNear(wanted, word))
        .min(Comparator.comparingInt(word -> between(wanted, word)));
  }

  private static boolean isNear(String wanted, String word) {
    return word.startsWith(wanted)
        || wanted.startsWith(word)
        || between(wanted, word) <= Math.min(NEAR, Math.max(1, wanted.length() / 2));
  }

  static int between(String from, String to) {
    int[] distances = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      distances[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = distances[0];
      distances[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(diagonal + same, 1 + Math.min(distances[j], distances[j - 1]));
        diagonal = distances[j];
        distances[j] = best;
      }
    }
    return distances[to.length()];
  }
}
