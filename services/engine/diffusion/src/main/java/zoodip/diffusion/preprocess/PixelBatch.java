package zoodip.diffusion.preprocess;

import ai.djl.ndarray.NDArray;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.images.RgbImage;

/**
 * Processed images of one size.
 *
 * @param images at least one
 */
public record PixelBatch(List<PixelValues> images) {

  public PixelBatch {
    images = List.copyOf(images);
    PixelValues first = images.get(0);
    for (PixelValues image : images) {
      if (image.height() != first.height() || image.width() != first.width()) {
        throw new IllegalArgumentException(
            "pictures of one batch have one size, but their preprocessing gives several");
      }
    }
  }

  /** Processes images that are resized and cropped. */
  public static PixelBatch ofCropped(ImagePreprocessor preprocessor, List<RgbImage> images) {
    return new PixelBatch(images.stream().map(preprocessor::croppedPixelValues).toList());
  }

  /** The values [n, 3, height, width]. */
  public NDArray tensor(TensorScope scope) {
    PixelValues first = images.get(0);
    int size = first.values().length;
    float[] values = new float[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i).values(), 0, values, i * size, size);
    }
    return scope.floats(values, images.size(), 3, first.height(), first.width());
  }
}
