package zoodip.diffusion.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.tokenizer.ClipTokenizer;

/**
 * Turns prompts with concepts into the ids of one text encoder: row i of the concepts is id {@code
 * vocabulary + i}. May be used from any thread.
 */
public final class PromptTokenizer {
  private final ClipTokenizer tokenizer;
  private final int vocabulary;

  private PromptTokenizer(ClipTokenizer tokenizer, int vocabulary) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
  }

  /**
   * Reads a tokenizer folder.
   *
   * @param vocabulary ids of the text encoder that they are for, its vocab_size
   * @param positions that it has, its max_position_embeddings
   */
  public static PromptTokenizer read(Path folder, int vocabulary, int positions) {
    ClipTokenizer tokenizer = ClipTokenizer.read(folder);
    if (tokenizer.size() > vocabulary) {
      throw new ConfigException(
          folder,
          "has ids up to "
              + (tokenizer.size() - 1)
              + ", but the text encoder's vocab_size is "
              + vocabulary);
    }
    if (tokenizer.maxTokens() > positions) {
      throw new ConfigException(
          folder,
          "model_max_length is "
              + tokenizer.maxTokens()
              + ", but the text encoder has max_position_embeddings "
              + positions);
    }
    return new PromptTokenizer(tokenizer, vocabulary);
  }

  /** Ids of every text: start and end included. */
  public int maxTokens() {
    return tokenizer.maxTokens();
  }

  /** How many ids of a text without concepts are not padding, its start and end included. */
  public int length(String text) {
    return tokenizer.encode(text).length();
  }

  /** The ids of words alone. */
  public long[] words(String text) {
    return IntStream.of(tokenizer.words(text)).asLongStream().toArray();
  }

  /**
   * The ids of a prompt, a caption or a text to compare images with [maxTokens].
   *
   * @throws UnknownConceptException if it names a concept that is not in {@code concepts}
   * @throws PromptException if it is too long: nothing of it is ever dropped
   */
  public long[] ids(String prompt, ConceptTable concepts) {
    List<ClipTokenizer.Word> words = cut(prompt, concepts);
    TokenLimit.check(words, maxTokens() - 2);
    return framed(words);
  }

  /**
   * The same, but what is too long is cut as reference implementations do: to compare with them.
   */
  public long[] idsOfBeginning(String prompt, ConceptTable concepts) {
    return framed(cut(prompt, concepts));
  }

  private long[] framed(List<ClipTokenizer.Word> words) {
    int[] ids = words.stream().flatMapToInt(word -> IntStream.of(word.ids())).toArray();
    return IntStream.of(tokenizer.frame(ids).ids()).asLongStream().toArray();
  }

  private List<ClipTokenizer.Word> cut(String prompt, ConceptTable concepts) {
    List<ClipTokenizer.Word> words = new ArrayList<>();
    for (Prompt.Part part : Prompt.of(prompt).parts()) {
      if (part instanceof Prompt.Words plain) {
        words.addAll(tokenizer.cut(plain.text()));
      } else if (part instanceof Prompt.Placeholder placeholder) {
        int[] ids = concepts.rows(placeholder).stream().mapToInt(row -> vocabulary + row).toArray();
        words.add(new ClipTokenizer.Word(placeholder.name(), ids));
      }
    }
    return words;
  }
}
