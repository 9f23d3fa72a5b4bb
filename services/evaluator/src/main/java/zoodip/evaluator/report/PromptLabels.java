package zoodip.evaluator.report;

import zoodip.evaluator.prompts.EvaluationPlan;

/** What stands beside images and bars: short, however long and many the prompts are. */
final class PromptLabels {
  private static final int LETTERS = 120;
  private static final String CUT = "...";

  private PromptLabels() {}

  /** A prompt, its end cut off where it is long. */
  static String prompt(EvaluationPlan plan, int prompt) {
    String prompted = plan.prompts().get(prompt).generated();
    return prompted.length() <= LETTERS
        ? prompted
        : prompted.substring(0, LETTERS - CUT.length()).strip() + CUT;
  }

  /** A title that says how many of the prompts are shown, unless all are. */
  static String title(String title, int shown, EvaluationPlan plan) {
    int all = plan.prompts().size();
    return shown < all ? "%d of %d prompts, %s".formatted(shown, all, title) : title;
  }
}
