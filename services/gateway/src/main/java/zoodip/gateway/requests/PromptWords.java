package zoodip.gateway.requests;

import zoodip.platform.errors.ServiceException;
import zoodip.platform.prompts.WordSyntax;
import zoodip.v1.ErrorReason;

/** Checks the words of a request that prompts are made of. */
public final class PromptWords {
  private PromptWords() {}

  /**
   * Refuses words that cannot be put into prompts.
   *
   * @param field of the request
   * @param what the words are, for the beginning of a sentence
   * @throws ServiceException INVALID_REQUEST
   */
  public static void require(String field, String what, String words) {
    WordSyntax.problem(words)
        .ifPresent(
            problem -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_INVALID_REQUEST,
                  field,
                  "%s cannot be used. %s".formatted(what, problem));
            });
  }
}
