package zoodip.diffusion.clip;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.Network;
import zoodip.diffusion.network.NetworkProgram;
import zoodip.diffusion.network.WeightSource;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.weights.Checkpoint;

/** The image half of a CLIP model. All methods belong on the engine's thread. */
public final class ImageEncoder implements AutoCloseable {
  private final Network network;

  private ImageEncoder(Network network) {
    this.network = network;
  }

  static ImageEncoder open(VisionConfig config, Checkpoint checkpoint, ModelOptions options) {
    WeightSource weights =
        WeightSource.of(checkpoint, VisionLayout.of(config), key -> key, ImageEncoder::elsewhere);
    return new ImageEncoder(Network.load(program(config), weights, options.aroundUnet()));
  }

  /** The program of an image encoder. */
  public static NetworkProgram program(VisionConfig config) {
    return new NetworkProgram(
        "clip_vision", "ClipVision", attributes(config), VisionLayout.of(config));
  }

  private static boolean elsewhere(String key) {
    return key.endsWith("position_ids")
        || key.equals("logit_scale")
        || key.startsWith("text_model.")
        || key.startsWith("text_projection.");
  }

  private static Map<String, Object> attributes(VisionConfig config) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("depth", config.depth());
    all.put("heads", config.heads());
    all.put("eps", config.eps());
    all.put("act", config.activation());
    all.put("patch", config.patch());
    return all;
  }

  TensorScope scope() {
    return network.scope();
  }

  /** Processed images [n, 3, size, size] to projected features, fp32 [n, projection]. */
  NDArray features(TensorScope scope, NDArray pixels) {
    return network.tensor(scope, "forward", pixels);
  }

  @Override
  public void close() {
    network.close();
  }
}
