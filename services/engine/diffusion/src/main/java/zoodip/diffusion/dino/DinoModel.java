package zoodip.diffusion.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.preprocess.ImagePreprocessor;
import zoodip.diffusion.preprocess.PixelBatch;
import zoodip.images.RgbImage;

/**
 * A DINOv2 model in a transformers folder. Methods may be called from any thread; they run one
 * after the other on the process's engine.
 */
public final class DinoModel implements AutoCloseable {
  private static final int AT_ONCE = 16;

  private final ImagePreprocessor preprocessor;
  private final DinoEncoder encoder;

  private DinoModel(ImagePreprocessor preprocessor, DinoEncoder encoder) {
    this.preprocessor = preprocessor;
    this.encoder = encoder;
  }

  /** Loads a model; fails as {@link zoodip.diffusion.DiffusionModel#open} does. */
  public static DinoModel open(Path folder, ModelOptions options) {
    ImagePreprocessor preprocessor = ImagePreprocessor.read(folder);
    TorchThread.startOn(options.device());
    return TorchThread.shared()
        .call(() -> new DinoModel(preprocessor, DinoEncoder.open(folder, options)));
  }

  /** What is done to images before they are encoded. */
  public ImagePreprocessor preprocessor() {
    return preprocessor;
  }

  /** The class token of each image, as the network gives it (not of unit length). */
  public float[][] classTokens(List<RgbImage> images) {
    return croppedClassTokens(images.stream().map(preprocessor.resizeCrop()::of).toList());
  }

  /** The same of images that the preprocessor's resizing and cropping have been applied to. */
  public float[][] croppedClassTokens(List<RgbImage> cropped) {
    List<float[]> tokens = new ArrayList<>();
    for (int i = 0; i < cropped.size(); i += AT_ONCE) {
      List<RgbImage> some = cropped.subList(i, Math.min(cropped.size(), i + AT_ONCE));
      PixelBatch batch = PixelBatch.ofCropped(preprocessor, some);
      tokens.addAll(TorchThread.shared().call(() -> encode(batch)));
    }
    return tokens.toArray(float[][]::new);
  }

  private List<float[]> encode(PixelBatch batch) {
    try (TensorScope scope = encoder.scope()) {
      NDArray first = encoder.states(scope, batch.tensor(scope)).get(new NDIndex(":, 0"));
      float[] flat = first.toFloatArray();
      int width = flat.length / batch.images().size();
      List<float[]> rows = new ArrayList<>();
      for (int i = 0; i < flat.length; i += width) {
        rows.add(Arrays.copyOfRange(flat, i, i + width));
      }
      return rows;
    }
  }

  /**
   * The states of processed images after the final norm.
   *
   * @param pixels [n, 3, height, width], normalised
   * @param shape of {@code pixels}
   * @return [n][(1 + patches) * width]; each image's class token comes first
   */
  public float[][] states(float[] pixels, long... shape) {
    return TorchThread.shared().call(() -> states(pixels, shape, (int) shape[0]));
  }

  private float[][] states(float[] pixels, long[] shape, int count) {
    try (TensorScope scope = encoder.scope()) {
      float[] flat = encoder.states(scope, scope.floats(pixels, shape)).toFloatArray();
      float[][] states = new float[count][];
      int each = flat.length / count;
      for (int i = 0; i < count; i++) {
        states[i] = Arrays.copyOfRange(flat, i * each, (i + 1) * each);
      }
      return states;
    }
  }

  /** Width of a state. */
  public int width() {
    return encoder.width();
  }

  @Override
  public void close() {
    TorchThread.shared().run(encoder::close);
  }
}
