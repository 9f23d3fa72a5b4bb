package zoodip.diffusion.tokenizer;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The cleaning that a text gets before it is cut into words. */
final class TextNormalizer {
  private TextNormalizer() {}

  /**
   * Control characters dropped, ideographs set apart, composed (NFC), in small letters, with single
   * spaces.
   */
  static String clean(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints().forEach(c -> append(kept, c));
    String composed = Normalizer.normalize(kept, Normalizer.Form.NFC);
    return Arrays.stream(composed.split("[ \u2028\u2029]+"))
        .filter(word -> !word.isEmpty())
        .map(LowerCase::of)
        .collect(Collectors.joining(" "));
  }

  private static void append(StringBuilder kept, int c) {
    if (c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR) {
      kept.append(' ');
    } else if (isIdeograph(c)) {
      kept.append(' ').appendCodePoint(c).append(' ');
    } else if (c != 0xfffd && !isControl(c)) {
      kept.appendCodePoint(c);
    }
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
      case Character.UNASSIGNED -> !isYoungEmoji(c);
      default -> false;
    };
  }

  /**
   * Emoji are added every year; those that this Java does not know yet are symbols all the same.
   */
  private static boolean isYoungEmoji(int c) {
    return c >= 0x1f000 && c <= 0x1faff;
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4e00 && c <= 0x9fff)
        || (c >= 0x3400 && c <= 0x4dbf)
        || (c >= 0x20000 && c <= 0x2a6df)
        || (c >= 0x2a700 && c <= 0x2ceaf)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x2f800 && c <= 0x2fa1f);
  }
}
