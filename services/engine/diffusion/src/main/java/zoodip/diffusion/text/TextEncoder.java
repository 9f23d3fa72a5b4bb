package zoodip.diffusion.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.Layout;
import zoodip.diffusion.network.Network;
import zoodip.diffusion.network.NetworkProgram;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.network.WeightSource;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.weights.Checkpoint;

/** A CLIP text encoder. All methods belong on the engine's thread. */
public final class TextEncoder implements AutoCloseable {
  private static final long RANDOM_SEED = 3;
  private static final String PREFIX = "text_model.";
  private static final String PROJECTION = "text_projection.weight";

  private final TextConfig config;
  private final Network network;
  private final ParameterCount parameters;

  private TextEncoder(TextConfig config, Network network, ParameterCount parameters) {
    this.config = config;
    this.network = network;
    this.parameters = parameters;
  }

  /** Loads a {@code text_encoder} folder of a diffusers model. */
  public static TextEncoder open(Path folder, ModelOptions options) {
    ConfigFile file = ConfigFile.read(folder.resolve("config.json"));
    if (options.randomWeights()) {
      boolean projected = file.texts("architectures").contains("CLIPTextModelWithProjection");
      TextConfig config = TextConfig.of(file, projected ? file.count("projection_dim") : 0);
      return open(config, WeightSource.random(TextLayout.of(config), RANDOM_SEED), options);
    }
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      boolean projected = checkpoint.names().contains(PROJECTION);
      TextConfig config = TextConfig.of(file, projected ? file.count("projection_dim", 512) : 0);
      return open(config, checkpoint, options);
    }
  }

  /** Loads the text half of a whole CLIP model. */
  public static TextEncoder open(TextConfig config, Checkpoint checkpoint, ModelOptions options) {
    Layout layout = TextLayout.of(config);
    return open(
        config,
        WeightSource.of(checkpoint, layout, key -> named(layout, key), TextEncoder::elsewhere),
        options);
  }

  private static TextEncoder open(TextConfig config, WeightSource weights, ModelOptions options) {
    Network network =
        Network.load(program(config), weights, options.aroundUnet().withCompute(Compute.FP32));
    return new TextEncoder(
        config, network, TextLayout.of(config).count(options.aroundUnet().precision()));
  }

  /** Transformers 5 writes an encoder of its own without the prefix. */
  private static String named(Layout layout, String key) {
    return layout.has(PREFIX + key) ? PREFIX + key : key;
  }

  private static boolean elsewhere(String key) {
    return key.startsWith("vision_model.") || key.startsWith("visual_projection.");
  }

  /** The program of a text encoder. */
  public static NetworkProgram program(TextConfig config) {
    return new NetworkProgram("clip_text", "ClipText", attributes(config), TextLayout.of(config));
  }

  private static Map<String, Object> attributes(TextConfig config) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("depth", config.depth());
    all.put("heads", config.heads());
    all.put("eps", config.eps());
    all.put("act", config.activation());
    all.put("end_id", config.endId());
    all.put("projected", config.projection() > 0);
    return all;
  }

  public TextConfig config() {
    return config;
  }

  public ParameterCount parameters() {
    return parameters;
  }

  /** A scope for this network's inputs and outputs. */
  public TensorScope scope() {
    return network.scope();
  }

  /**
   * Encodes texts, b of them or b texts with k variants of their learned vectors each.
   *
   * @param ids int64 [b, tokens]; id {@code vocabulary + i} stands for row i of {@code concepts}
   * @param concepts fp32 [k * b, vectors, width], of which row r belongs to text r mod b, or [1,
   *     vectors, width] for all texts; vectors may be 0
   * @param common leading tokens that are encoded once for all variants of a text, at most {@link
   *     #commonTokens}; 0 for none, since sharing may change last bits
   */
  public TextEncoderOutput encode(TensorScope scope, NDArray ids, NDArray concepts, int common) {
    NDList states = network.tensors(scope, "forward", ids, concepts, (long) common);
    return new TextEncoderOutput(states.get(0), states.get(1), states.get(2));
  }

  /**
   * How many leading tokens are the same in all variants of texts, whatever their learned vectors:
   * those before the first of these, since a position sees only what is before it. 0 if a text has
   * none.
   */
  public int commonTokens(List<long[]> texts) {
    return texts.stream().mapToInt(this::beforeConcept).min().orElse(0);
  }

  private int beforeConcept(long[] ids) {
    return IntStream.range(0, ids.length)
        .filter(i -> ids[i] >= config.vocabulary())
        .findFirst()
        .orElse(0);
  }

  /**
   * The gradient of a loss in the learned vectors, given its gradients in what this encoder gives.
   *
   * @param ids int64 [1, tokens]
   * @param concepts fp32 [1, vectors, width]
   * @param gradients of the output's parts, each in the shape of its part or a single 0
   * @return [1, vectors, width]
   */
  NDArray pullBack(TensorScope scope, NDArray ids, NDArray concepts, TextEncoderOutput gradients) {
    return network
        .differentiate(
            scope,
            "pull_back",
            ids,
            concepts,
            gradients.last(),
            gradients.penultimate(),
            gradients.pooled())
        .singletonOrThrow();
  }

  /**
   * Rows of the token table.
   *
   * @return one row an id, fp32
   */
  public float[][] rows(long[] ids) {
    try (TensorScope scope = scope()) {
      float[] flat = network.tensor(scope, "rows", scope.longs(ids, ids.length)).toFloatArray();
      float[][] rows = new float[ids.length][config.width()];
      for (int i = 0; i < ids.length; i++) {
        System.arraycopy(flat, i * config.width(), rows[i], 0, config.width());
      }
      return rows;
    }
  }

  /**
   * The covariance of the rows of the token table, in fp64.
   *
   * @return [width][width], symmetric
   */
  public double[][] vocabularyCovariance() {
    try (TensorScope scope = scope()) {
      double[] flat = network.tensor(scope, "covariance").toDoubleArray();
      double[][] covariance = new double[config.width()][config.width()];
      for (int i = 0; i < config.width(); i++) {
        for (int j = 0; j < config.width(); j++) {
          covariance[i][j] = flat[Math.max(i, j) * config.width() + Math.min(i, j)];
        }
      }
      return covariance;
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
