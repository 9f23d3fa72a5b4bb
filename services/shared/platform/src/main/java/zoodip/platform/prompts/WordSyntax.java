package zoodip.platform.prompts;

import java.util.Optional;

/**
 * The rules for words that are put into prompts and captions, as class words and initializers are:
 * what prompts refuse, and besides braces, which are the slots of captions and of evaluations'
 * prompts, and ends of lines.
 */
public final class WordSyntax {
  private static final Syntax SLOT =
      Syntax.of(
          "\\{[^{}]*\\}?|\\}",
          "%s is for captions and evaluation prompts, which the words are put into",
          "write the words alone");

  private WordSyntax() {}

  /** Why words cannot be used, in one line; empty if they can. */
  public static Optional<String> problem(String words) {
    return ControlCharacters.problemOfLine(words)
        .or(() -> PromptSyntax.syntaxIn(words))
        .or(() -> SLOT.problem(words));
  }
}
