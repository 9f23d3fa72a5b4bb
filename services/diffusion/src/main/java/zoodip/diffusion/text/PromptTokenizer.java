package zoodip.diffusion.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import zoodip.diffusion.PromptException;
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
   * @param encoder the text encoder that the ids are for
   */
  public static PromptTokenizer read(Path folder, TextConfig encoder) {
    ClipTokenizer tokenizer = ClipTokenizer.read(folder);
    if (tokenizer.size() > encoder.vocabulary()) {
      throw new ConfigException(
          folder,
          "has ids up to "
              + (tokenizer.size() - 1)
              + ", but the text encoder's vocab_size is "
              + encoder.vocabulary());
    }
    if (tokenizer.maxTokens() > encoder.tokens()) {
      throw new ConfigException(
          folder,
          "model_max_length is "
              + tokenizer.maxTokens()
              + ", but the text encoder has max_position_embeddings "
              + encoder.tokens());
    }
    return new PromptTokenizer(tokenizer, encoder.vocabulary());
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
   * The ids of a prompt [maxTokens]: what is too long is cut.
   *
   * @throws zoodip.diffusion.UnknownConceptException if it names a concept that is not in {@code
   *     concepts}
   */
  public long[] ids(String prompt, ConceptTable concepts) {
    int[] ids = tokenizer.frame(flat(Prompt.of(prompt), concepts)).ids();
    return IntStream.of(ids).asLongStream().toArray();
  }

  /**
   * The ids of a training caption, which must not lose a part of its concept by cutting.
   *
   * @throws PromptException if it would
   */
  public long[] caption(String caption, ConceptTable concepts) {
    int[] flat = flat(Prompt.of(caption), concepts);
    for (int i = maxTokens() - 2; i < flat.length; i++) {
      if (flat[i] >= vocabulary) {
        throw new PromptException(
            "the caption is too long: the placeholder lies beyond the "
                + maxTokens()
                + " tokens that the text encoder takes; shorten it");
      }
    }
    return ids(caption, concepts);
  }

  private int[] flat(Prompt prompt, ConceptTable concepts) {
    List<Integer> ids = new ArrayList<>();
    for (Prompt.Part part : prompt.parts()) {
      if (part instanceof Prompt.Words words) {
        IntStream.of(tokenizer.words(words.text())).forEach(ids::add);
      } else if (part instanceof Prompt.Placeholder placeholder) {
        concepts.rows(placeholder).forEach(row -> ids.add(vocabulary + row));
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
