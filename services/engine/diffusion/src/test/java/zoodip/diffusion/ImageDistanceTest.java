package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.options.Arithmetic;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.images.RgbImage;

/** How far the images of faster arithmetic are from fp32's, in levels of 255. */
class ImageDistanceTest {
  private static final int STEPS = 6;

  /** The larger size attends to more tokens than fit libtorch's own kernel well. */
  private static final List<ImageRequest> REQUESTS =
      List.of(
          new ImageRequest("a photo of a red mug in the snow", "", 1, 64, 64),
          new ImageRequest("a blue car on the beach", "", 2, 64, 64),
          new ImageRequest("a green fish", "", 3, 128, 96));

  private static List<RgbImage> exact;

  @BeforeAll
  static void generateInFp32() {
    exact = generate(ModelOptions.of(Precision.FP32));
  }

  @AfterAll
  static void forget() {
    exact = List.of();
  }

  private static List<RgbImage> generate(ModelOptions options) {
    try (DiffusionModel model = DiffusionModel.open(Toyboxes.folder("model"), options)) {
      return model.generate(
          REQUESTS, GenerationOptions.of(STEPS, 5, 2), List.of(), GenerationProgress.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT8, FP32, 5", "BF16, BF16, 5", "INT8, W8A8, 8"})
  void staysNearTheExactImage(Precision precision, Compute compute, double most) {
    Arithmetic.assumeAvailable(compute);
    List<RgbImage> images = generate(ModelOptions.of(precision, compute));
    for (int i = 0; i < exact.size(); i++) {
      double distance = distance(exact.get(i), images.get(i));
      assertTrue(distance < most, "picture " + i + " differs by " + distance + " levels");
    }
  }

  /** The mean difference of two images' values. */
  private static double distance(RgbImage a, RgbImage b) {
    long sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs(Byte.toUnsignedInt(a.rgb()[i]) - Byte.toUnsignedInt(b.rgb()[i]));
    }
    return (double) sum / a.rgb().length;
  }
}
