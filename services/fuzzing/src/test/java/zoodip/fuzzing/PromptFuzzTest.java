package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.prompt.Prompt;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.prompts.PromptSyntax;
import zoodip.platform.prompts.PromptTemplate;
import zoodip.platform.prompts.WordSyntax;

class PromptFuzzTest {
  /** As the API takes them. */
  static final int LONGEST = 4_096;

  @Timeout(20)
  @FuzzTest
  void prompt(String text) {
    read(text);
  }

  static void read(String text) {
    String given = text == null ? "" : text;
    String prompt = given.substring(0, Math.min(LONGEST, given.length()));
    var problems = PromptSyntax.problem(prompt).or(() -> WordSyntax.problem(prompt));
    var parts = Prompt.of(prompt).parts();
    var filled = new PromptTemplate(prompt).fill("<a>", "b");
    if (problems == null || filled == null || parts.isEmpty()) {
      throw new IllegalStateException();
    }
    Placeholders.of(prompt).forEach(Placeholders::id);
  }
}
