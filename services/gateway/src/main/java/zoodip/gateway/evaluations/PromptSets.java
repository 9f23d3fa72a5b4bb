package zoodip.gateway.evaluations;

import java.util.List;
import java.util.Map;
import zoodip.gateway.text.PhraseList;

/**
 * The named prompt sets, 25 prompts each: {0} is the placeholder, {1} the class word. living and
 * non_living are the DreamBooth benchmark's; toybox has the settings that the toybox model knows.
 */
final class PromptSets {
  private static final Map<String, List<String>> SETS =
      Map.of("living", read("living"), "non_living", read("non_living"), "toybox", read("toybox"));

  private PromptSets() {}

  /**
   * @param name a name that the contract allows
   */
  static List<String> named(String name) {
    return SETS.get(name);
  }

  private static List<String> read(String name) {
    return PhraseList.of(PromptSets.class, name + ".txt");
  }
}
