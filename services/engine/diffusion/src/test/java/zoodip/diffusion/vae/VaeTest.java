package zoodip.diffusion.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;

class VaeTest {
  private static final String UPCAST = "\"force_upcast\": true";

  @TempDir private Path folder;

  private VaeConfig changed(String upcast) throws IOException {
    String text = Files.readString(Golden.folder("sdxl").resolve("vae").resolve("config.json"));
    assertTrue(text.contains(UPCAST), text);
    Path file = folder.resolve("config.json");
    return VaeConfig.of(ConfigFile.read(Files.writeString(file, text.replace(UPCAST, upcast))));
  }

  private static Compute compute(VaeConfig config, Compute compute) {
    return Vae.within(config, ModelOptions.on("gpu0", Precision.FP16, compute)).compute();
  }

  @ParameterizedTest
  @ValueSource(strings = {UPCAST, "\"unknown_field\": true"})
  void inFp16ItComputesInFp32UnlessItsConfigurationSaysThatFp16Suffices(String upcast)
      throws IOException {
    assertEquals(Compute.FP32, compute(changed(upcast), Compute.FP16));
  }

  @Test
  void oneThatWasMadeForFp16ComputesInIt() throws IOException {
    assertEquals(Compute.FP16, compute(changed("\"force_upcast\": false"), Compute.FP16));
  }

  @ParameterizedTest
  @CsvSource({"BF16", "FP32"})
  void rangesThatSufficeStay(Compute compute) {
    assertEquals(compute, compute(Vae.config(Golden.folder("sdxl").resolve("vae")), compute));
  }
}
