package zoodip.platform.prompts;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How texts name concepts: {@code <my-dog>}, as the engine's zoodip.diffusion.prompt.Prompt reads
 * it. Placeholders are told with their angle brackets.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^\\s<>|]+>");

  private Placeholders() {}

  /** Those of a text, in its order. */
  public static Stream<String> of(String text) {
    return PLACEHOLDER.matcher(text).results().map(MatchResult::group);
  }

  /** Those of some texts, each once and sorted. */
  public static Set<String> in(String... texts) {
    return Stream.of(texts)
        .flatMap(Placeholders::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first of a text. */
  public static Optional<String> first(String text) {
    return of(text).findFirst();
  }

  /** The first that is not {@code own}. */
  public static Optional<String> firstBut(String own, String text) {
    return of(text).filter(name -> !name.equals(own)).findFirst();
  }

  /** The id of the concept: {@code my-dog} for {@code <my-dog>}. */
  public static String id(String placeholder) {
    return placeholder.substring(1, placeholder.length() - 1);
  }
}
