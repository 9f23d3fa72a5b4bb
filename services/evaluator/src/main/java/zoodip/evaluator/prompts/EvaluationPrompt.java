package zoodip.evaluator.prompts;

import zoodip.platform.prompts.PromptTemplate;

/**
 * A prompt of an evaluation.
 *
 * @param generated what images are generated for: "a &lt;my-dog&gt; dog in the jungle", or "a dog
 *     in the jungle" where the class word is evaluated alone
 * @param plain what they are compared with: without the placeholder, "a dog in the jungle"
 */
public record EvaluationPrompt(String generated, String plain) {

  /**
   * Fills in a template.
   *
   * @param placeholder empty for the class word alone
   */
  public static EvaluationPrompt of(PromptTemplate template, String placeholder, String classWord) {
    return new EvaluationPrompt(
        template.fill(placeholder, classWord), template.fill("", classWord));
  }
}
