package zoodip.diffusion.tokenizer;

import java.util.Locale;

/**
 * Small letters as Unicode defines them (section 3.13, default case conversion). Java decides
 * between the two small sigmas by looking for word breaks, which differs next to punctuation.
 */
final class LowerCase {
  private static final int CAPITAL_SIGMA = 0x3a3;
  private static final int SIGMA = 0x3c3;
  private static final int FINAL_SIGMA = 0x3c2;

  /** Signs inside words: Word_Break is MidLetter, MidNumLet or Single_Quote. */
  private static final String INSIDE_WORDS =
      "':.\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private LowerCase() {}

  static String of(String word) {
    int[] letters = word.codePoints().toArray();
    for (int i = 0; i < letters.length; i++) {
      if (letters[i] == CAPITAL_SIGMA) {
        boolean last = isCased(letters, i, -1) && !isCased(letters, i, 1);
        letters[i] = last ? FINAL_SIGMA : SIGMA;
      }
    }
    return new String(letters, 0, letters.length).toLowerCase(Locale.ROOT);
  }

  /** Whether the next letter in a direction, signs that do not count skipped, has cases. */
  private static boolean isCased(int[] letters, int from, int direction) {
    int i = from + direction;
    while (i >= 0 && i < letters.length && isIgnorable(letters[i])) {
      i += direction;
    }
    return i >= 0 && i < letters.length && isCased(letters[i]);
  }

  private static boolean isCased(int letter) {
    return Character.isLowerCase(letter)
        || Character.isUpperCase(letter)
        || Character.isTitleCase(letter);
  }

  private static boolean isIgnorable(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> INSIDE_WORDS.indexOf(letter) >= 0;
    };
  }
}
