package zoodip.diffusion.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.clip.VisionConfig;
import zoodip.diffusion.dino.DinoConfig;
import zoodip.diffusion.preprocess.ImagePreprocessor;
import zoodip.diffusion.text.TextConfig;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.VaeConfig;

/** What a configuration asks for too much of is refused by field, and the most is not. */
class NetworkSizeTest {
  private static final Map<String, Consumer<Path>> READERS =
      Map.of(
          "text", file -> TextConfig.of(ConfigFile.read(file), 0),
          "vision", file -> VisionConfig.of(ConfigFile.read(file), 0),
          "dino", file -> DinoConfig.of(ConfigFile.read(file)),
          "vae", file -> VaeConfig.of(ConfigFile.read(file)),
          "unet", file -> UNetConfig.of(ConfigFile.read(file)),
          "preprocessor", file -> ImagePreprocessor.read(file.getParent()));

  private static final String VAE =
      "\"norm_num_groups\": 1, \"block_out_channels\": %s, \"down_block_types\": %s,"
          + " \"up_block_types\": %s, ";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "text, num_hidden_layers, 256, at most 256",
    "vision, num_hidden_layers, 256, at most 256",
    "dino, num_hidden_layers, 256, at most 256",
    "text, vocab_size, 1048576, 'at most 1,048,576'",
    "vae, layers_per_block, 64, at most 64",
    "preprocessor, size, 4096, 'at most 4,096'",
    "preprocessor, crop_size, 4096, 'at most 4,096'"
  })
  void moreThanTheMostIsRefusedByField(String reader, String field, int most, String problem)
      throws IOException {
    String before = reader.equals("vae") ? vae(1) : "";
    Path largest = file("{%s\"%s\": %d}".formatted(before, field, most));
    assertDoesNotThrow(() -> READERS.get(reader).accept(largest));

    Path larger = file("{%s\"%s\": %d}".formatted(before, field, most + 1));

    assertRefused(reader, larger, field, problem);
  }

  @ParameterizedTest
  @CsvSource({"vae", "unet"})
  void moreThanSixteenLevelsAreRefused(String reader) throws IOException {
    Path file = file("{" + vae(17) + "\"x\": 0}");
    assertRefused(reader, file, "block_out_channels", "has 17 levels; at most 16");
  }

  private void assertRefused(String reader, Path file, String field, String problem) {
    String message =
        assertThrows(ConfigException.class, () -> READERS.get(reader).accept(file)).getMessage();
    assertTrue(message.contains(field) && message.contains(problem), message);
  }

  private static String vae(int levels) {
    return VAE.formatted(
        repeated("8", levels),
        repeated("\"DownEncoderBlock2D\"", levels),
        repeated("\"UpDecoderBlock2D\"", levels));
  }

  private static String repeated(String value, int times) {
    return "[" + (value + ",").repeat(times - 1) + value + "]";
  }

  private Path file(String json) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json);
    return Files.writeString(folder.resolve("config.json"), json);
  }
}
