package zoodip.cli.subjects;

import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import java.util.Optional;
import zoodip.cli.errors.UsageException;
import zoodip.platform.prompts.PromptSyntax;
import zoodip.v1.PhotoHeader;

/**
 * What is said of a photo.
 *
 * @param text with {} where the learned word goes; empty for none
 * @param source the file that says it, or the option
 */
record Caption(String text, String source) {
  private static final Caption NONE = new Caption("", "");

  /** Of the API; lengths are in characters of Unicode. */
  private static final StringRules RULES =
      PhotoHeader.getDescriptor()
          .findFieldByName("caption")
          .getOptions()
          .getExtension(ValidateProto.field)
          .getString();

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
    if (length > RULES.getMaxLen()) {
      return Optional.of(
          "has %d characters, but at most %d are taken".formatted(length, RULES.getMaxLen()));
    }
    if (!text.matches(RULES.getPattern())) {
      return Optional.of(
          "needs exactly one {}, where the learned word goes: '%s'".formatted(shown()));
    }
    return PromptSyntax.problem(text).map(problem -> "cannot be used: " + problem);
  }

  private String shown() {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
