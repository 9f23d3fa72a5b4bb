package zoodip.cli.connection;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zoodip.platform.names.EditDistance;

/** Finds the word that a misspelt one was probably meant to be. */
public final class NearWords {
  private static final int NEAR = 3;

  private NearWords() {}

  /**
   * The nearest word, if one is near enough to be meant: a few letters off, or longer or shorter.
   */
  public static Optional<String> nearest(String wanted, List<String> words) {
    return words.stream()
        .filter(word -> isNear(wanted, word))
        .min(Comparator.comparingInt(word -> EditDistance.between(wanted, word)));
  }

  private static boolean isNear(String wanted, String word) {
    return word.startsWith(wanted)
        || wanted.startsWith(word)
        || EditDistance.between(wanted, word) <= Math.min(NEAR, Math.max(1, wanted.length() / 2));
  }
}
