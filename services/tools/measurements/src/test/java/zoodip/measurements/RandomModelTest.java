package zoodip.measurements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.latent.ModelConfigurations;
import zoodip.diffusion.pipeline.ModelFamily;

class RandomModelTest {
  @ParameterizedTest
  @CsvSource({"sd15, STABLE_DIFFUSION", "sd21, STABLE_DIFFUSION", "sdxl, STABLE_DIFFUSION_XL"})
  void writesConfigurationsThatTheEngineTakes(
      String name, ModelFamily family, @TempDir Path folder) {
    assertEquals(family, ModelConfigurations.check(RandomModel.write(name, folder), true));
  }
}
