package zoodip.platform.prompts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * What other programs read in a prompt besides its words. Zoodip would encode it as words, which is
 * never what was meant, so each is refused by name. Only what cannot be plain text counts: brackets
 * without a weight are text.
 */
public final class PromptSyntax {
  /**
   * A syntax of other programs.
   *
   * @param meaning what it is, the found text being %s
   * @param advice what to write instead
   */
  private record Syntax(Pattern pattern, String meaning, String advice) {
    Optional<String> problem(String prompt) {
      Matcher matcher = pattern.matcher(prompt);
      return matcher.find()
          ? Optional.of(meaning.formatted(shortened(matcher.group().strip())) + ": " + advice)
          : Optional.empty();
    }
  }

  private static final int SHOWN = 60;

  private static final List<Syntax> SYNTAXES =
      List.of(
          new Syntax(
              Pattern.compile(
                  "<(?:lora|lyco|lycoris|hypernet)\\s*:[^<>]*>", Pattern.CASE_INSENSITIVE),
              "%s loads a network of another program, which Zoodip does not",
              "leave it out; a concept is named as <ID>"),
          // a digit before the colon is a time, a ratio or a verse, unless what follows has a point
          new Syntax(
              Pattern.compile(
                  "\\([^()]*(?:[^\\s\\d()]:\\s*[+-]?\\d{1,2}|:\\s*[+-]?\\d{0,2}\\.\\d+)\\s*(?<!\\\\)\\)"),
              "%s weighs words, which Zoodip does not",
              "write the words alone"),
          new Syntax(
              Pattern.compile(
                  "\\[[^\\[\\]]*:\\s*\\d*\\.?\\d+\\s*\\]|\\[[^\\[\\]]*\\|[^\\[\\]]*\\]"),
              "%s changes the prompt while a picture is drawn, which Zoodip does not",
              "write one of its parts"),
          new Syntax(
              Pattern.compile("(?<![^\\s,.;])BREAK(?![^\\s,.;])"),
              "%s begins another part of a prompt, but a prompt here is one text",
              "leave it out, or write it in small letters if the word is meant"));

  private PromptSyntax() {}

  /** Why a prompt or caption cannot be used, in one line; empty if it can. */
  public static Optional<String> problem(String prompt) {
    return SYNTAXES.stream().flatMap(syntax -> syntax.problem(prompt).stream()).findFirst();
  }

  /**
   * Refuses a prompt or caption that cannot be used.
   *
   * @param field of the request
   * @throws ServiceException INVALID_REQUEST
   */
  public static void require(String field, String prompt) {
    problem(prompt)
        .ifPresent(
            problem -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_INVALID_REQUEST, field, problem);
            });
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
