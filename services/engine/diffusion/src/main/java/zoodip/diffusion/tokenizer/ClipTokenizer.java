package zoodip.diffusion.tokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;

/**
 * Turns texts into the ids of a CLIP text encoder. Immutable; may be used from any thread.
 *
 * <p>It knows nothing of concepts: a prompt is cut at its placeholders first, the words between
 * them are encoded here, and the ids from {@link #size()} on are free for the concepts' vectors.
 */
public final class ClipTokenizer {
  private static final int USUAL_MAX_TOKENS = 77;

  /** Transformers writes a huge number where a tokenizer has no limit of its own. */
  private static final double NO_LIMIT = 1e6;

  /** The last two are what transformers calls any tokenizer that it knows by its file alone. */
  private static final Object[] CLASSES = {
    "CLIPTokenizer", "CLIPTokenizerFast", "PreTrainedTokenizerFast", "TokenizersBackend"
  };

  private static final Pattern WORD =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
              + "|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final Map<String, Integer> vocabulary;
  private final BytePairEncoding pairs;
  private final SpecialTokens special;
  private final Pattern specialPattern;
  private final int maxTokens;
  private final int size;

  private ClipTokenizer(
      Map<String, Integer> vocabulary,
      BytePairEncoding pairs,
      SpecialTokens special,
      int maxTokens) {
    this.vocabulary = vocabulary;
    this.pairs = pairs;
    this.special = special;
    this.specialPattern = special.pattern();
    this.maxTokens = maxTokens;
    this.size =
        1
            + IntStream.concat(
                    vocabulary.values().stream().mapToInt(id -> id),
                    special.ids().values().stream().mapToInt(id -> id))
                .max()
                .orElseThrow();
  }

  /**
   * Reads a tokenizer folder: {@code vocab.json} and {@code merges.txt}, or {@code tokenizer.json};
   * {@code tokenizer_config.json} and, where there is one, {@code special_tokens_map.json}.
   *
   * @throws ConfigException if a file is missing or malformed
   */
  public static ClipTokenizer read(Path folder) {
    Vocabulary vocabulary = Vocabulary.read(folder);
    ConfigFile config = ConfigFile.read(folder.resolve("tokenizer_config.json"));
    config.require("tokenizer_class", CLASSES);
    double limit = config.number("model_max_length", USUAL_MAX_TOKENS);
    int maxTokens = limit > NO_LIMIT ? USUAL_MAX_TOKENS : (int) limit;
    if (maxTokens < 3) {
      throw config.wrong("model_max_length", "is " + maxTokens + "; it must be at least 3");
    }
    return new ClipTokenizer(
        vocabulary.ids(), vocabulary.pairs(), SpecialTokens.read(folder, vocabulary), maxTokens);
  }

  /** The number of ids; ids from here on are not the vocabulary's. */
  public int size() {
    return size;
  }

  /** Ids that a text encoder takes, start, end and padding included: usually 77. */
  public int maxTokens() {
    return maxTokens;
  }

  public int startToken() {
    return special.start();
  }

  public int endToken() {
    return special.end();
  }

  public int padToken() {
    return special.padding();
  }

  /**
   * A word of a text, as the tokenizer sees it.
   *
   * @param text cleaned
   * @param ids one or more
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Word(String text, int[] ids) {}

  /** The ids of a text alone: any number of them, neither start nor end. */
  public int[] words(String text) {
    return cut(text).stream().flatMapToInt(word -> Arrays.stream(word.ids())).toArray();
  }

  /** The words of a text alone: neither start nor end. */
  public List<Word> cut(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = specialPattern.matcher(text);
    int at = 0;
    while (matcher.find()) {
      addWords(text.substring(at, matcher.start()), words);
      words.add(new Word(matcher.group(), new int[] {special.ids().get(matcher.group())}));
      at = matcher.end();
    }
    addWords(text.substring(at), words);
    return words;
  }

  /** Puts ids between start and end, cut or padded to {@link #maxTokens()}. */
  public TokenIds frame(int[] words) {
    int kept = Math.min(words.length, maxTokens - 2);
    int[] ids = new int[maxTokens];
    Arrays.fill(ids, special.padding());
    ids[0] = special.start();
    System.arraycopy(words, 0, ids, 1, kept);
    ids[kept + 1] = special.end();
    return new TokenIds(ids, kept + 2);
  }

  /** A text without concepts, ready for the text encoder. */
  public TokenIds encode(String text) {
    return frame(words(text));
  }

  private void addWords(String text, List<Word> words) {
    Matcher matcher = WORD.matcher(TextNormalizer.clean(text));
    while (matcher.find()) {
      int[] ids = tokens(matcher.group()).stream().mapToInt(this::id).toArray();
      words.add(new Word(matcher.group(), ids));
    }
  }

  private List<String> tokens(String word) {
    boolean whole = word.equals("<|startoftext|>") || word.equals("<|endoftext|>");
    return whole ? List.of(word) : pairs.tokens(word);
  }

  private int id(String token) {
    Integer id = special.ids().get(token);
    return id == null ? vocabulary.getOrDefault(token, special.unknown()) : id;
  }
}
