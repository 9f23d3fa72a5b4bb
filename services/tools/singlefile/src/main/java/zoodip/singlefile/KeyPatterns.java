package zoodip.singlefile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and what they become: the first pattern that matches a whole name decides. */
final class KeyPatterns {
  private final Map<Pattern, String> rows = new LinkedHashMap<>();

  /**
   * Adds a row.
   *
   * @param pattern a regular expression in which a dot is only a dot
   * @param name may refer to the pattern's groups: {@code $1}
   */
  KeyPatterns row(String pattern, String name) {
    rows.put(Pattern.compile(pattern.replace(".", "\\.")), name);
    return this;
  }

  Optional<String> name(String key) {
    for (Map.Entry<Pattern, String> row : rows.entrySet()) {
      Matcher matcher = row.getKey().matcher(key);
      if (matcher.matches()) {
        return Optional.of(matcher.replaceFirst(row.getValue()));
      }
    }
    return Optional.empty();
  }
}
