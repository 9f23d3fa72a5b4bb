package zoodip.platform.prompts;

import java.util.Optional;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * What other programs read in a prompt besides its words. Zoodip would encode it as words, which is
 * never what was meant, so each is refused by name, and so are control characters. Only what cannot
 * be plain text counts: words in single parentheses are text.
 */
public final class PromptSyntax {
  private PromptSyntax() {}

  /** Why a prompt or caption cannot be used, in one line; empty if it can. */
  public static Optional<String> problem(String prompt) {
    return ControlCharacters.problem(prompt).or(() -> syntaxIn(prompt));
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

  static Optional<String> syntaxIn(String text) {
    return KnownSyntaxes.ALL.stream().flatMap(syntax -> syntax.problem(text).stream()).findFirst();
  }
}
