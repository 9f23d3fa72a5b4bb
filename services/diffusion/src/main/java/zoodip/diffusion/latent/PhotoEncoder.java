package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.PhotoOptions;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.vae.Vae;
import zoodip.pictures.Bicubic;
import zoodip.pictures.Crops;
import zoodip.pictures.Picture;

/**
 * Encodes photos once for a whole training: the posterior of a photo and of its mirror image never
 * change (the published code encodes again at every step). Belongs on the engine's thread.
 */
public final class PhotoEncoder {
  private PhotoEncoder() {}

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

  /** Encodes photos one by one. */
  public static List<Encoded> encode(Vae encoder, List<Picture> photos, PhotoOptions options) {
    List<Encoded> encoded = new ArrayList<>();
    for (Picture photo : photos) {
      Picture square = square(photo, options);
      encoded.add(new Encoded(moments(encoder, square), moments(encoder, square.flipped())));
    }
    return List.copyOf(encoded);
  }

  private static Picture square(Picture photo, PhotoOptions options) {
    int side = options.resolution();
    return switch (options.fit()) {
      case CENTER_CROP -> Bicubic.resize(Crops.centerSquare(photo), side, side);
      case SQUASH -> Bicubic.resize(photo, side, side);
    };
  }

  private static Moments moments(Vae encoder, Picture picture) {
    try (TensorScope scope = encoder.scope()) {
      NDArray pixels = scope.floats(Pixels.of(picture), 1, 3, picture.height(), picture.width());
      return Moments.of(encoder.moments(scope, pixels).toFloatArray());
    }
  }
}
