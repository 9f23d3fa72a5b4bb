package zoodip.diffusion.vae;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.Layout;
import zoodip.diffusion.network.Network;
import zoodip.diffusion.network.NetworkProgram;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.network.WeightSource;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.weights.Checkpoint;

/**
 * One half of an autoencoder: photos to latents, or latents to images. All methods belong on the
 * engine's thread.
 */
public final class Vae implements AutoCloseable {
  private static final long RANDOM_SEED = 2;
  private static final Map<String, String> OLD_ATTENTION =
      Map.of("query", "to_q", "key", "to_k", "value", "to_v", "proj_attn", "to_out.0");

  private final Network network;

  private Vae(Network network) {
    this.network = network;
  }

  /** The configuration in the {@code vae} folder of a diffusers model. */
  public static VaeConfig config(Path folder) {
    return VaeConfig.of(ConfigFile.read(folder.resolve("config.json")));
  }

  /** Loads what encodes. */
  public static Vae encoder(Path folder, ModelOptions options) {
    VaeConfig config = config(folder);
    return open(folder, config, VaeLayout.encoder(config), within(config, options.aroundUnet()));
  }

  /** Loads what decodes. */
  public static Vae decoder(Path folder, ModelOptions options) {
    VaeConfig config = config(folder);
    return open(folder, config, VaeLayout.decoder(config), within(config, options.ofDecoder()));
  }

  /** In fp16, activations that are too large for it would become infinite, and images black. */
  static ModelOptions within(VaeConfig config, ModelOptions options) {
    return config.forceUpcast() && options.compute() == Compute.FP16
        ? options.withCompute(Compute.FP32)
        : options;
  }

  /** The parameters of both halves. */
  public static ParameterCount parameters(VaeConfig config, Precision precision) {
    return VaeLayout.encoder(config).plus(VaeLayout.decoder(config)).count(precision);
  }

  private static Vae open(Path folder, VaeConfig config, Layout half, ModelOptions options) {
    NetworkProgram program = program(config, half);
    if (options.randomWeights()) {
      return new Vae(Network.load(program, WeightSource.random(half, RANDOM_SEED), options));
    }
    Layout whole = VaeLayout.encoder(config).plus(VaeLayout.decoder(config));
    try (Checkpoint checkpoint = Checkpoint.open(folder, "diffusion_pytorch_model")) {
      WeightSource weights = WeightSource.of(checkpoint, half, Vae::renamed, key -> whole.has(key));
      return new Vae(Network.load(program, weights, options));
    }
  }

  /** The program of what encodes. */
  public static NetworkProgram encoderProgram(VaeConfig config) {
    return program(config, VaeLayout.encoder(config));
  }

  /** The program of what decodes. */
  public static NetworkProgram decoderProgram(VaeConfig config) {
    return program(config, VaeLayout.decoder(config));
  }

  private static NetworkProgram program(VaeConfig config, Layout half) {
    return new NetworkProgram("vae", "Vae", attributes(config), half);
  }

  private static Map<String, Object> attributes(VaeConfig config) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("levels", config.channels().size());
    all.put("resnets", config.resnets());
    all.put("groups", config.groups());
    all.put("act", config.activation());
    all.put("mid_attention", config.middleAttention());
    return all;
  }

  /** Old checkpoints name the parts of the middle's attention otherwise. */
  private static String renamed(String key) {
    for (Map.Entry<String, String> old : OLD_ATTENTION.entrySet()) {
      String marker = ".attentions.0." + old.getKey() + ".";
      if (key.contains(marker)) {
        return key.replace(marker, ".attentions.0." + old.getValue() + ".");
      }
    }
    return key;
  }

  /** A scope for this network's inputs and outputs. */
  public TensorScope scope() {
    return network.scope();
  }

  /**
   * Means and log variances of the latents, unscaled.
   *
   * @param pixels [b, 3, h, w] in [-1, 1]; h and w are multiples of the factor
   * @return fp32 [b, 2 * latent channels, h / factor, w / factor]
   */
  public NDArray moments(TensorScope scope, NDArray pixels) {
    return network.tensor(scope, "encode", pixels);
  }

  /** Pixels from unscaled latents, as those from latents in the UNet's scale. */
  public NDArray pixels(TensorScope scope, NDArray latents) {
    return pixels(scope, latents, 1);
  }

  /**
   * Pixels from latents.
   *
   * @param latents [b, latent channels, h, w]
   * @param scaling what they were multiplied with
   * @return fp32 [b, 3, h * factor, w * factor], about [-1, 1]
   */
  public NDArray pixels(TensorScope scope, NDArray latents, double scaling) {
    return network.tensor(scope, "decode", latents, (double) (float) scaling);
  }

  @Override
  public void close() {
    network.close();
  }
}
