package zoodip.diffusion.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.prompt.PromptTokenizer;
import zoodip.diffusion.unet.Condition;

/**
 * The text encoders of a model and how their states become the UNet's condition. All methods belong
 * on the engine's thread.
 */
public final class Conditioner implements AutoCloseable {
  private final ModelFamily family;
  private final List<TextEncoder> encoders = new ArrayList<>();
  private final List<PromptTokenizer> tokenizers = new ArrayList<>();

  private Conditioner(ModelFamily family) {
    this.family = family;
  }

  /** Loads the text encoders of a diffusers folder. */
  public static Conditioner open(Path model, ModelFamily family, ModelOptions options) {
    Conditioner conditioner = new Conditioner(family);
    try {
      for (String suffix : suffixes(family)) {
        conditioner.add(model, suffix, options);
      }
      return conditioner;
    } catch (RuntimeException e) {
      conditioner.close();
      throw e;
    }
  }

  /**
   * Reads configurations and tokenizers, and no weights.
   *
   * @throws zoodip.diffusion.config.ConfigException for one that is missing or not supported
   */
  public static void check(Path model, ModelFamily family) {
    for (String suffix : suffixes(family)) {
      Path encoder = model.resolve("text_encoder" + suffix);
      TextConfig config = TextConfig.of(ConfigFile.read(encoder.resolve("config.json")), 0);
      var unused = tokenizer(model, suffix, config);
    }
  }

  private static List<String> suffixes(ModelFamily family) {
    return switch (family) {
      case STABLE_DIFFUSION -> List.of("");
      case STABLE_DIFFUSION_XL -> List.of("", "_2");
    };
  }

  private static PromptTokenizer tokenizer(Path model, String suffix, TextConfig encoder) {
    return PromptTokenizer.read(
        model.resolve("tokenizer" + suffix), encoder.vocabulary(), encoder.tokens());
  }

  private void add(Path model, String suffix, ModelOptions options) {
    TextEncoder encoder = TextEncoder.open(model.resolve("text_encoder" + suffix), options);
    encoders.add(encoder);
    tokenizers.add(tokenizer(model, suffix, encoder.config()));
  }

  public List<TextEncoder> encoders() {
    return List.copyOf(encoders);
  }

  /** The tokenizer of each encoder. */
  public List<PromptTokenizer> tokenizers() {
    return List.copyOf(tokenizers);
  }

  /** Ids of every text. */
  public int maxTokens() {
    return tokenizers.stream().mapToInt(PromptTokenizer::maxTokens).min().orElseThrow();
  }

  /** Width of each encoder's token embeddings. */
  public List<Integer> widths() {
    return encoders.stream().map(encoder -> encoder.config().width()).toList();
  }

  public ParameterCount parameters() {
    return encoders.stream()
        .map(TextEncoder::parameters)
        .reduce(ParameterCount.NONE, ParameterCount::plus);
  }

  /**
   * The condition for b texts, or for b texts with k variants of their learned vectors each.
   *
   * @param ids for each encoder [b, tokens]
   * @param concepts for each encoder [k * b, vectors, width], of which row r belongs to text r mod
   *     b, or [1, vectors, width] for all texts
   * @param sizes SDXL's six sizes [1 or k * b, 6]; empty for other models
   * @param common for each encoder, leading tokens that are encoded once for all variants of a
   *     text; 0 for none
   */
  public Condition condition(
      TensorScope scope,
      List<NDArray> ids,
      List<NDArray> concepts,
      NDArray sizes,
      List<Integer> common) {
    List<TextEncoderOutput> states = new ArrayList<>();
    for (int i = 0; i < encoders.size(); i++) {
      states.add(encoders.get(i).encode(scope, ids.get(i), concepts.get(i), common.get(i)));
    }
    TextEncoderOutput last = states.get(states.size() - 1);
    return switch (family) {
      case STABLE_DIFFUSION -> new Condition(last.last(), last.pooled(), sizes);
      case STABLE_DIFFUSION_XL -> new Condition(side(states), last.pooled(), sizes);
    };
  }

  /**
   * What the UNet takes of one encoder's output, for one text with several variants of its learned
   * vectors.
   *
   * @param ids [1, tokens]
   * @param concepts [rows, vectors, width]
   * @return [rows, numbers]: the states of all tokens, and the pooled state where it is taken
   */
  public NDArray output(TensorScope scope, int encoder, NDArray ids, NDArray concepts) {
    TextEncoderOutput output = encoders.get(encoder).encode(scope, ids, concepts, 0);
    long rows = concepts.getShape().get(0);
    return switch (family) {
      case STABLE_DIFFUSION -> output.last().reshape(rows, -1);
      case STABLE_DIFFUSION_XL -> {
        NDArray states = output.penultimate().reshape(rows, -1);
        yield encoder == encoders.size() - 1
            ? NDArrays.concat(new NDList(states, output.pooled()), 1)
            : states;
      }
    };
  }

  /**
   * The gradient of a loss in the learned vectors, given its gradients in the condition of one
   * text.
   *
   * @param ids for each encoder [1, tokens]
   * @param concepts for each encoder [1, vectors, width]
   * @param context gradient in the condition's context [1, tokens, width of all encoders]
   * @param pooled gradient in its pooled state [1, numbers]
   * @return for each encoder [1, vectors, width]
   */
  public List<NDArray> pullBack(
      TensorScope scope,
      List<NDArray> ids,
      List<NDArray> concepts,
      NDArray context,
      NDArray pooled) {
    NDArray none = scope.floats(new float[1], 1);
    List<NDArray> gradients = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < encoders.size(); i++) {
      int to = from + widths().get(i);
      NDArray part = context.get(":, :, " + from + ":" + to);
      NDArray ofPooled = i == encoders.size() - 1 ? pooled : none;
      TextEncoderOutput output =
          switch (family) {
            case STABLE_DIFFUSION -> new TextEncoderOutput(part, none, ofPooled);
            case STABLE_DIFFUSION_XL -> new TextEncoderOutput(none, part, ofPooled);
          };
      gradients.add(encoders.get(i).pullBack(scope, ids.get(i), concepts.get(i), output));
      from = to;
    }
    return gradients;
  }

  /** {@link #condition} for texts that share nothing. */
  public Condition condition(
      TensorScope scope, List<NDArray> ids, List<NDArray> concepts, NDArray sizes) {
    return condition(scope, ids, concepts, sizes, Collections.nCopies(encoders.size(), 0));
  }

  /** SDXL sees the penultimate states of both encoders side by side. */
  private static NDArray side(List<TextEncoderOutput> states) {
    NDList parts = new NDList();
    states.forEach(state -> parts.add(state.penultimate()));
    return NDArrays.concat(parts, 2);
  }

  @Override
  public void close() {
    encoders.forEach(TextEncoder::close);
  }
}
