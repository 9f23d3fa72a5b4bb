package zoodip.diffusion.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt cut at the concepts that it names. A placeholder is {@code <name>}, matched whole and
 * with its case; a name holds no spaces, angle brackets or bars.
 */
public record Prompt(List<Part> parts) {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^\\s<>|]+>");

  /** A piece of a prompt. */
  public sealed interface Part {}

  /** Ordinary text. */
  public record Words(String text) implements Part {}

  /** The name of a concept, angle brackets included. */
  public record Placeholder(String name) implements Part {}

  public Prompt {
    parts = List.copyOf(parts);
  }

  /** Cuts a prompt. */
  public static Prompt of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(new Words(text.substring(end, matcher.start())));
      parts.add(new Placeholder(matcher.group()));
      end = matcher.end();
    }
    parts.add(new Words(text.substring(end)));
    return new Prompt(parts);
  }

  /** Whether {@code name} is a placeholder and nothing else. */
  public static boolean isPlaceholder(String name) {
    return PLACEHOLDER.matcher(name).matches();
  }
}
