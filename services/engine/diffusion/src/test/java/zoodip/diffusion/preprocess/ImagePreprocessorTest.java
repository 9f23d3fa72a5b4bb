package zoodip.diffusion.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.goldens.Golden;
import zoodip.images.RgbImage;

class ImagePreprocessorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"clip, clip", "dinov2, dino"})
  void givesThePixelValuesOfTheReference(String family, String prefix) {
    Golden golden = Golden.of(family);
    int[] shape = golden.shape(prefix + ".image_u8");
    RgbImage image = new RgbImage(shape[1], shape[0], golden.raw(prefix + ".image_u8"));
    PixelValues pixels = ImagePreprocessor.read(Golden.folder(family)).pixelValues(image);
    String expected = prefix + ".pixel_values";
    assertArrayEquals(new int[] {1, 3, pixels.height(), pixels.width()}, golden.shape(expected));
    assertArrayEquals(golden.floats(expected), pixels.values(), (float) golden.tolerance(expected));
  }

  @Test
  void setsSmallImagesOnBlack() throws IOException {
    PixelValues pixels =
        of(
            """
            {"do_resize": false, "crop_size": 4, "do_normalize": false}
            """,
            RgbImage.filled(2, 2, 0xff0080));
    assertEquals(4, pixels.width());
    assertEquals(0, pixels.values()[0]);
    assertEquals(1, pixels.values()[5]);
    assertEquals(0, pixels.values()[16 + 5]);
    assertEquals(128 / 255f, pixels.values()[32 + 10], 1e-7);
  }

  @Test
  void resizesToTheShorterSideOrExactly() throws IOException {
    RgbImage wide = RgbImage.filled(30, 20, 0x808080);
    PixelValues edge = of("{\"size\": {\"shortest_edge\": 7}, \"do_center_crop\": false}", wide);
    assertEquals(10, edge.width());
    assertEquals(7, edge.height());
    PixelValues exact =
        of("{\"size\": {\"width\": 5, \"height\": 9}, \"do_center_crop\": false}", wide);
    assertEquals(5, exact.width());
    assertEquals(9, exact.height());
  }

  @Test
  void defaultsAreClips() throws IOException {
    PixelValues pixels = of("{}", RgbImage.filled(300, 250, 0xffffff));
    assertEquals(224, pixels.width());
    assertEquals(224, pixels.height());
    assertEquals((1 - 0.48145466) / 0.26862954, pixels.values()[0], 1e-6);
  }

  @Test
  void namesWhatItDoesNotSupport() throws IOException {
    refused("resample", "{\"resample\": 2}");
    refused("image_processor_type", "{\"image_processor_type\": \"ViTImageProcessor\"}");
    refused("image_mean", "{\"image_mean\": [0.5]}");
    refused("size.height", "{\"size\": {\"width\": 5}}");
  }

  private PixelValues of(String config, RgbImage image) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), config);
    return ImagePreprocessor.read(folder).pixelValues(image);
  }

  private void refused(String problem, String config) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), config);
    String message =
        assertThrows(ConfigException.class, () -> ImagePreprocessor.read(folder)).getMessage();
    assertTrue(message.contains(problem), message);
  }
}
