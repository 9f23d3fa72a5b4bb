package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.clip.VisionConfig;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.dino.DinoConfig;
import zoodip.diffusion.pipeline.ModelIndex;
import zoodip.diffusion.preprocess.ImagePreprocessor;
import zoodip.diffusion.text.TextConfig;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.VaeConfig;

/** The small files of a model's folder: one text is read as each of them. */
class ModelConfigFuzzTest {
  @Timeout(20)
  @FuzzTest
  void config(byte[] json) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      Path file = folder.write("config.json", json);
      folder.write("model_index.json", json);
      folder.write("preprocessor_config.json", json);
      List<Runnable> readers =
          List.of(
              () -> VisionConfig.of(ConfigFile.read(file), 1),
              () -> DinoConfig.of(ConfigFile.read(file)),
              () -> TextConfig.of(ConfigFile.read(file), 0),
              () -> UNetConfig.of(ConfigFile.read(file)),
              () -> VaeConfig.of(ConfigFile.read(file)).factor(),
              () -> ModelIndex.of(folder.path()),
              () -> ImagePreprocessor.read(folder.path()).resizeCrop().plan(100, 100));
      readers.forEach(ModelConfigFuzzTest::read);
    }
  }

  private static void read(Runnable reader) {
    try {
      reader.run();
    } catch (ConfigException refused) {
      // as it may
    }
  }
}
