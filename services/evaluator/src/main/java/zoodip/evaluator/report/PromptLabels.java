package zoodip.evaluator.report;

import zoodip.evaluator.prompts.EvaluationPlan;

/**
 * What stands beside images and bars: short, however long and many the prompts are.
 *
 * @param told whether prompts may be told; else they are numbers, from 1 on
 */
public record PromptLabels(EvaluationPlan plan, boolean told) {
  private static final int LETTERS = 120;
  private static final String CUT = "...";

  /** A prompt, its end cut off where it is long, or its number. */
  String prompt(int prompt) {
    return told ? cut(plan.prompts().get(prompt).generated()) : String.valueOf(prompt + 1);
  }

  /** A title that says how many of the prompts are shown, unless all are. */
  String title(String title, int shown) {
    return shown < count() ? "%d of %d prompts, %s".formatted(shown, count(), title) : title;
  }

  /** How many prompts there are. */
  int count() {
    return plan.prompts().size();
  }

  private static String cut(String prompt) {
    return prompt.length() <= LETTERS
        ? prompt
        : prompt.substring(0, LETTERS - CUT.length()).strip() + CUT;
  }
}
