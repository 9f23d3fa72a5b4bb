package zoodip.diffusion.training;

import zoodip.images.RgbImage;
import zoodip.images.resampling.ResizeCrop;

/**
 * How photos become the model's square images.
 *
 * @param resolution side in pixels, a multiple of the model's latent factor
 * @param fit what happens to photos that are not square
 */
public record PhotoOptions(int resolution, Fit fit) {

  /** What happens to a photo that is not square. */
  public enum Fit {
    /** The largest square around the center is kept. */
    CENTER_CROP,
    /** The whole photo is squeezed into the square. */
    SQUASH
  }

  public PhotoOptions {
    if (resolution < 1) {
      throw new IllegalArgumentException("resolution must be positive, not " + resolution);
    }
  }

  /** What is done to a photo; done while it is decoded, large photos take hardly any memory. */
  public ResizeCrop resizeCrop() {
    return switch (fit) {
      case CENTER_CROP -> ResizeCrop.square(resolution);
      case SQUASH -> ResizeCrop.exactly(resolution, resolution);
    };
  }

  /** The part of a photo that the model sees, in the model's size. */
  public RgbImage square(RgbImage photo) {
    return resizeCrop().of(photo);
  }
}
