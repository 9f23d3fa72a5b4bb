package zoodip.gateway.text;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the concepts that a text names, {@code <like-this>}: words of one's own can hide some. */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^\\s<>|]+>");

  private Placeholders() {}

  /** The first concept that a text names, angle brackets included. */
  public static Optional<String> first(String text) {
    return firstBut("", text);
  }

  /** The first that is not {@code own}. */
  public static Optional<String> firstBut(String own, String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> !name.equals(own))
        .findFirst();
  }
}
