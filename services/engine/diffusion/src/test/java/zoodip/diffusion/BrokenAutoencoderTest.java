package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.RgbImage;

/** An autoencoder that makes no numbers, as one does whose activations leave its precision. */
class BrokenAutoencoderTest {
  private static final ImageRequest REQUEST = new ImageRequest("a dog", "", 1, 64, 64);

  @TempDir private Path folder;

  @BeforeEach
  void breakIt() throws IOException {
    Path whole = Golden.folder("sd15");
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(whole.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Path weights = folder.resolve("vae").resolve("diffusion_pytorch_model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    for (String name : List.of("encoder.conv_out.bias", "decoder.conv_out.bias")) {
      putNan(bytes, name);
    }
    Files.write(weights, bytes);
  }

  private static void putNan(byte[] bytes, String name) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) file.getLong(0);
    Matcher place =
        Pattern.compile('"' + Pattern.quote(name) + "\":\\{[^}]*\"data_offsets\":\\[(\\d+)")
            .matcher(new String(bytes, 8, header, StandardCharsets.UTF_8));
    assertTrue(place.find(), name);
    file.putFloat(8 + header + Integer.parseInt(place.group(1)), Float.NaN);
  }

  @Test
  void drawsNoBlackImages() {
    List<RgbImage> previews = new ArrayList<>();
    GenerationProgress watching =
        new GenerationProgress() {
          @Override
          public boolean step(int step, int of) {
            return true;
          }

          @Override
          public boolean wantsPreview(int request, int step) {
            return true;
          }

          @Override
          public void preview(int request, RgbImage preview) {
            previews.add(preview);
          }
        };
    GenerationOptions options = new GenerationOptions(Optional.of("ddim"), 2, 5, 2);
    try (DiffusionModel model = DiffusionModel.open(folder, ModelOptions.of(Precision.FP32))) {
      ImageNotFiniteException failure =
          assertThrows(
              ImageNotFiniteException.class,
              () -> model.generate(List.of(REQUEST, REQUEST), options, List.of(), watching));
      assertEquals(0, failure.request());
      assertEquals(List.of(), previews);
    }
  }

  @Test
  void trainsOnNoPhotos() {
    TrainingPhoto photo =
        new TrainingPhoto(
            new RgbImage(64, 64, new byte[3 * 64 * 64]), List.of("a " + TrainingPhoto.SLOT));
    PhotoOptions options = new PhotoOptions(64, PhotoOptions.Fit.CENTER_CROP);
    try (DiffusionModel model = DiffusionModel.open(folder, ModelOptions.of(Precision.FP32))) {
      WeightException failure =
          assertThrows(
              WeightException.class,
              () -> model.personalization(List.of(photo), "<it>", 1, options));
      assertTrue(failure.getMessage().contains("vae"), failure.getMessage());
      assertTrue(failure.getMessage().contains("infinite or none"), failure.getMessage());
    }
  }
}
