package zoodip.diffusion.preprocess;

import ai.djl.ndarray.NDArray;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.images.RgbImage;

/**
 * Processed pictures of one size.
 *
 * @param pictures at least one
 */
public record PixelBatch(List<PixelValues> pictures) {

  public PixelBatch {
    pictures = List.copyOf(pictures);
    PixelValues first = pictures.get(0);
    for (PixelValues picture : pictures) {
      if (picture.height() != first.height() || picture.width() != first.width()) {
        throw new IllegalArgumentException(
            "pictures of one batch have one size, but their preprocessing gives several");
      }
    }
  }

  /** Processes pictures that are resized and cropped. */
  public static PixelBatch ofFramed(ImagePreprocessor preprocessor, List<RgbImage> pictures) {
    return new PixelBatch(pictures.stream().map(preprocessor::framedPixelValues).toList());
  }

  /** The values [n, 3, height, width]. */
  public NDArray tensor(TensorScope scope) {
    PixelValues first = pictures.get(0);
    int size = first.values().length;
    float[] values = new float[pictures.size() * size];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i).values(), 0, values, i * size, size);
    }
    return scope.floats(values, pictures.size(), 3, first.height(), first.width());
  }
}
