package zoodip.inference.concepts;

import java.util.Set;
import java.util.TreeSet;
import zoodip.diffusion.prompt.Prompt;
import zoodip.inference.v1.DrawRow;

/** Finds the concepts that prompts name. */
public final class Placeholders {
  private Placeholders() {}

  /** The placeholders in a row's prompt and negative prompt, angle brackets included. */
  public static Set<String> in(DrawRow row) {
    Set<String> found = new TreeSet<>();
    addFrom(row.getPrompt(), found);
    addFrom(row.getNegativePrompt(), found);
    return found;
  }

  /** The id of the concept: {@code my-dog} for {@code <my-dog>}. */
  static String id(String placeholder) {
    return placeholder.substring(1, placeholder.length() - 1);
  }

  private static void addFrom(String prompt, Set<String> found) {
    for (Prompt.Part part : Prompt.of(prompt).parts()) {
      if (part instanceof Prompt.Placeholder placeholder) {
        found.add(placeholder.name());
      }
    }
  }
}
