package zoodip.platform.prompts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A syntax of other programs.
 *
 * @param pattern finds a piece of it, in time that does not explode with the text's length
 * @param meaning what the piece is, the found text being %s
 * @param advice what to write instead
 */
record Syntax(Pattern pattern, String meaning, String advice) {
  private static final int SHOWN = 60;

  static Syntax of(String pattern, String meaning, String advice) {
    return new Syntax(Pattern.compile(pattern), meaning, advice);
  }

  Optional<String> problem(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? Optional.of(meaning.formatted(shortened(matcher.group().strip())) + ": " + advice)
        : Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
