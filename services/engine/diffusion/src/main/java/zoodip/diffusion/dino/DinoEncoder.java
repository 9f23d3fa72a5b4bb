package zoodip.diffusion.dino;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.Network;
import zoodip.diffusion.network.NetworkProgram;
import zoodip.diffusion.network.WeightSource;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.weights.Checkpoint;

/** The network of a DINOv2 model. All methods belong on the engine's thread. */
public final class DinoEncoder implements AutoCloseable {
  private static final String MASK = "embeddings.mask_token";

  private final Network network;
  private final int width;

  private DinoEncoder(Network network, int width) {
    this.network = network;
    this.width = width;
  }

  static DinoEncoder open(Path folder, ModelOptions options) {
    DinoConfig config = DinoConfig.of(ConfigFile.read(folder.resolve("config.json")));
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      WeightSource weights =
          WeightSource.of(checkpoint, DinoLayout.of(config), key -> key, MASK::equals);
      return new DinoEncoder(
          Network.load(program(config), weights, options.aroundUnet()), config.width());
    }
  }

  /** The program of an encoder. */
  public static NetworkProgram program(DinoConfig config) {
    return new NetworkProgram("dinov2", "DinoV2", attributes(config), DinoLayout.of(config));
  }

  private static Map<String, Object> attributes(DinoConfig config) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("depth", config.depth());
    all.put("heads", config.heads());
    all.put("eps", config.eps());
    all.put("act", config.activation());
    all.put("patch", config.patch());
    all.put("grid", config.grid());
    all.put("swiglu", config.swiglu());
    return all;
  }

  int width() {
    return width;
  }

  TensorScope scope() {
    return network.scope();
  }

  /**
   * Processed images [n, 3, h, w] to states after the final norm, fp32 [n, 1 + patches, width]; row
   * 0 is the class token.
   */
  NDArray states(TensorScope scope, NDArray pixels) {
    return network.tensor(scope, "forward", pixels);
  }

  @Override
  public void close() {
    network.close();
  }
}
