package zoodip.diffusion.prompt;

import java.util.List;
import java.util.stream.Collectors;
import zoodip.diffusion.tokenizer.ClipTokenizer;

/** How long a text may be for a text encoder. */
final class TokenLimit {
  /** Words that a message shows, enough to find the place. */
  private static final int SHOWN = 5;

  private TokenLimit() {}

  /**
   * @param limit tokens of a text, its start and end not counted
   * @throws PromptException that says where the text would be cut, if it has more
   */
  static void check(List<ClipTokenizer.Word> words, int limit) {
    int tokens = words.stream().mapToInt(word -> word.ids().length).sum();
    if (tokens <= limit) {
      return;
    }
    throw new PromptException(
        "a prompt or caption is too long: it has %d tokens, but the model's text encoder takes %d; what does not fit begins with '%s': shorten it"
            .formatted(
                tokens, limit, beginning(words.subList(fitting(words, limit), words.size()))));
  }

  /** How many words fit whole. */
  private static int fitting(List<ClipTokenizer.Word> words, int limit) {
    int tokens = 0;
    for (int i = 0; i < words.size(); i++) {
      tokens += words.get(i).ids().length;
      if (tokens > limit) {
        return i;
      }
    }
    return words.size();
  }

  private static String beginning(List<ClipTokenizer.Word> words) {
    return words.stream()
            .limit(SHOWN)
            .map(ClipTokenizer.Word::text)
            .collect(Collectors.joining(" "))
        + (words.size() > SHOWN ? " ..." : "");
  }
}
