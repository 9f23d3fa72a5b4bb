package zoodip.platform.prompts;

import java.util.regex.Pattern;

/**
 * The template of an evaluation's prompts: {@code a {0} {1} in the jungle}.
 *
 * @param text {0} stands for the placeholder, {1} for the class word
 */
public record PromptTemplate(String text) {
  private static final String PLACEHOLDER = "{0}";
  private static final String CLASS_WORD = "{1}";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern BRACES = Pattern.compile("[{}]");

  /**
   * The prompt: words with single spaces between them, none left over where no placeholder is.
   *
   * @param placeholder empty for the class word alone
   */
  public String fill(String placeholder, String classWord) {
    String filled = text.replace(PLACEHOLDER, placeholder).replace(CLASS_WORD, classWord);
    return BLANKS.matcher(filled).replaceAll(" ").strip();
  }

  /** Whether there are braces that stand for nothing. */
  public boolean hasOtherBraces() {
    return BRACES.matcher(text.replace(PLACEHOLDER, "").replace(CLASS_WORD, "")).find();
  }
}
