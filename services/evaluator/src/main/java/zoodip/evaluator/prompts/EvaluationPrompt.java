package zoodip.evaluator.prompts;

/**
 * A prompt of an evaluation.
 *
 * @param drawn what images are drawn for: "a &lt;my-dog&gt; dog in the jungle", or "a dog in the
 *     jungle" where the class word is evaluated alone
 * @param plain what they are compared with: without the placeholder, "a dog in the jungle"
 */
public record EvaluationPrompt(String drawn, String plain) {

  /**
   * Fills in a template.
   *
   * @param template {0} stands for the placeholder, {1} for the class word
   * @param placeholder empty for the class word alone
   */
  public static EvaluationPrompt of(String template, String placeholder, String classWord) {
    return new EvaluationPrompt(
        filled(template, placeholder, classWord), filled(template, "", classWord));
  }

  /** Words with single spaces between them: none is left over where the placeholder was. */
  private static String filled(String template, String placeholder, String classWord) {
    return template
        .replace("{0}", placeholder)
        .replace("{1}", classWord)
        .replaceAll("\\s+", " ")
        .strip();
  }
}
