package zoodip.platform.prompts;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Characters that steer terminals and files instead of being read: C0, DEL and C1, with which
 * escape sequences begin. No tokenizer sees them, but they would stay in records and images.
 */
final class ControlCharacters {
  private ControlCharacters() {}

  /** Why a text cannot be used; tabs and ends of lines are spaces in it. */
  static Optional<String> problem(String text) {
    return problem(text, c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0);
  }

  /** Why a text that is to be one line cannot be used. */
  static Optional<String> problemOfLine(String line) {
    return problem(line, Character::isISOControl);
  }

  private static Optional<String> problem(String text, IntPredicate refused) {
    return text.chars()
        .filter(refused)
        .mapToObj(c -> "The control character U+%04X is no text: leave it out".formatted(c))
        .findFirst();
  }
}
