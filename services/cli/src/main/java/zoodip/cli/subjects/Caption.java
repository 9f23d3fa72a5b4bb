package zoodip.cli.subjects;

import java.util.Optional;
import zoodip.cli.UsageException;
import zoodip.platform.prompts.PromptSyntax;

/**
 * What is said of a photo.
 *
 * @param text with {} where the learned word goes; empty for none
 * @param source the file that says it, or the option
 */
record Caption(String text, String source) {
  private static final Caption NONE = new Caption("", "");

  /** Of the API, in characters of Unicode. */
  private static final int LONGEST = 512;

  private static final int SHOWN = 60;

  /** What an option says of all photos. */
  static Caption of(Optional<String> option) {
    return option.map(text -> new Caption(text, "--caption")).orElse(NONE);
  }

  /**
   * The text, if the server takes it: what it refuses is told before anything is sent.
   *
   * @throws UsageException that names the source
   */
  String require(String photo) {
    if (!text.isEmpty()) {
      problem()
          .ifPresent(
              problem -> {
                throw new UsageException(
                    "The caption of %s in %s %s".formatted(photo, source, problem));
              });
    }
    return text;
  }

  private Optional<String> problem() {
    int length = text.codePointCount(0, text.length());
    if (length > LONGEST) {
      return Optional.of("has %d characters, but at most %d are taken".formatted(length, LONGEST));
    }
    if (!text.matches("(?s)[^{}]*\\{}[^{}]*")) {
      return Optional.of(
          "needs exactly one {}, where the learned word goes: '%s'".formatted(shown()));
    }
    return PromptSyntax.problem(text).map(problem -> "cannot be used: " + problem);
  }

  private String shown() {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
