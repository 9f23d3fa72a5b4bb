package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.diffusion.engine.TensorScope;
import zoodip.images.RgbImage;

/**
 * Turns finished latents into images, one at a time: at full size one already fills the decoder's
 * memory, and libtorch convolves several by another algorithm than one, with other last bits.
 * Belongs on the engine's thread.
 */
public final class Decoder {
  private Decoder() {}

  /**
   * The images of latents in the UNet's scale, each empty if the decoder's output of it is not
   * finite.
   */
  public static List<Optional<RgbImage>> images(
      LatentModel model, LatentSize size, List<float[]> latents) {
    int width = size.width() * size.factor();
    int height = size.height() * size.factor();
    List<Optional<RgbImage>> images = new ArrayList<>();
    for (float[] one : latents) {
      float[] values = pixels(model, size, List.of(one));
      images.add(
          FiniteValues.areAll(values)
              ? Optional.of(Pixels.image(values, 0, width, height))
              : Optional.empty());
    }
    return images;
  }

  /** The decoder's output [n, 3, height, width], about [-1, 1]. */
  public static float[] pixels(LatentModel model, LatentSize size, List<float[]> latents) {
    float[] unscaled = new float[latents.size() * size.values()];
    float scaling = (float) model.vae().scaling();
    for (int i = 0; i < latents.size(); i++) {
      for (int j = 0; j < size.values(); j++) {
        unscaled[i * size.values() + j] = latents.get(i)[j] / scaling;
      }
    }
    try (TensorScope scope = model.scope()) {
      NDArray tensor =
          scope.floats(unscaled, latents.size(), size.channels(), size.height(), size.width());
      return model.decoder().pixels(scope, tensor).toFloatArray();
    }
  }
}
