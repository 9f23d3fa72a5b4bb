package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.vae.Vae;
import zoodip.images.RgbImage;

/**
 * Encodes photos once for a whole training: the posterior of a photo and of its mirror image never
 * change (the published code encodes again at every step). Photos come one by one, cut to size
 * elsewhere. All methods belong on the engine's thread.
 */
public final class PhotoEncoder implements AutoCloseable {
  private final Vae encoder;

  private PhotoEncoder(Vae encoder) {
    this.encoder = encoder;
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
    return new PhotoEncoder(model.openEncoder());
  }

  /** Encodes a photo that is cut to size. */
  public Encoded encode(RgbImage square) {
    return new Encoded(moments(square), moments(square.flipped()));
  }

  private Moments moments(RgbImage image) {
    try (TensorScope scope = encoder.scope()) {
      NDArray pixels = scope.floats(Pixels.of(image), 1, 3, image.height(), image.width());
      return Moments.of(encoder.moments(scope, pixels).toFloatArray());
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
