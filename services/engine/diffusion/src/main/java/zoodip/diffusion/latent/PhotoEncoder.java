package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.vae.Vae;
import zoodip.images.RgbImage;

/**
 * Encodes photos once for a whole training: the posterior of a photo and of its mirror image never
 * change (the published code encodes again at every step). Photos come one by one, cut to size
 * elsewhere. All methods belong on the engine's thread.
 */
public final class PhotoEncoder implements AutoCloseable {
  private final Vae encoder;
  private final Path folder;

  private PhotoEncoder(Vae encoder, Path folder) {
    this.encoder = encoder;
    this.folder = folder;
  }

  /**
   * The posteriors of a photo.
   *
   * @param upright of the photo as it is
   * @param flipped of its mirror image
   */
  public record Encoded(Moments upright, Moments flipped) {

    public Moments moments(boolean mirror) {
      return mirror ? flipped : upright;
    }
  }

  /** Loads what encodes. */
  public static PhotoEncoder open(LatentModel model) {
    return new PhotoEncoder(model.openEncoder(), model.vaeFolder());
  }

  /**
   * Encodes a photo that is cut to size.
   *
   * @throws WeightException if the autoencoder gives no numbers, as broken weights do
   */
  public Encoded encode(RgbImage square) {
    return new Encoded(moments(square), moments(square.flipped()));
  }

  private Moments moments(RgbImage image) {
    try (TensorScope scope = encoder.scope()) {
      NDArray pixels = scope.floats(Pixels.of(image), 1, 3, image.height(), image.width());
      return Moments.of(finite(encoder.moments(scope, pixels).toFloatArray()));
    }
  }

  private float[] finite(float[] moments) {
    if (!FiniteValues.areAll(moments)) {
      throw new WeightException(
          folder,
          "a photo's latents came out as numbers that are infinite or none: its weights are broken,"
              + " or too large for the precision; train in another, or import the model again");
    }
    return moments;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
