package zoodip.diffusion.unet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.Arithmetic;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.safetensors.SafetensorsFile;

class UNetTest {
  private static final Path GOLDENS = Path.of("src/test/resources/goldens");

  @ParameterizedTest
  @CsvSource({"sd15, b1", "sd15, b3", "sd15, wide", "sd21, b1"})
  void predictsWhatDiffusersPredicts(String family, String name) {
    TorchThread.shared()
        .run(
            () -> {
              try (UNet unet =
                      UNet.open(
                          GOLDENS.resolve(family).resolve("unet"),
                          ModelOptions.of(Precision.FP32));
                  SafetensorsFile file =
                      SafetensorsFile.open(GOLDENS.resolve(family + ".safetensors"));
                  TensorScope scope = unet.scope()) {
                String c = "unet." + name;
                var none = scope.floats(new float[0], 0);
                var out =
                    unet.predict(
                        scope,
                        scope.floats(
                            file.floats(c + ".sample"), file.entry(c + ".sample").dimensions()),
                        scope.longs(
                            file.longs(c + ".timestep"), file.entry(c + ".timestep").dimensions()),
                        new Condition(
                            scope.floats(
                                file.floats(c + ".encoder_hidden_states"),
                                file.entry(c + ".encoder_hidden_states").dimensions()),
                            none,
                            none));
                assertArrayEquals(file.floats(c + ".out"), out.toFloatArray(), 5e-5f);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({"sd15, FP16, false", "sd21, FP16, true", "sd21, BF16, false", "sdxl, FP16, false"})
  void attentionIsWidenedWhereFp16DoesNotReach(String family, Compute compute, boolean widened) {
    UNetConfig config =
        UNetConfig.of(
            ConfigFile.read(GOLDENS.resolve(family).resolve("unet").resolve("config.json")));
    assertEquals(widened, UNet.program(config, compute).attributes().get("upcast_attention"));
  }

  /**
   * What guidance's two rows have in common is computed once, and no bit shows it. In W8A8 they
   * have one scale, which rows of different images have not.
   */
  @ParameterizedTest
  @EnumSource(names = {"INT8", "FP32", "BF16"})
  void sharesWhatRowsHaveInCommonWithoutATrace(Compute compute) {
    Arithmetic.assumeAvailable(compute);
    TorchThread.shared()
        .run(
            () -> {
              try (UNet unet =
                      UNet.open(
                          GOLDENS.resolve("sd15").resolve("unet"),
                          ModelOptions.of(Precision.INT8, compute));
                  TensorScope scope = unet.scope()) {
                long[] one = {1, unet.config().latentChannels(), 16, 16};
                NDArray latents = scope.gaussian(1, one);
                NDArray timestep = scope.floats(new float[] {500}, 1);
                NDArray context = scope.gaussian(1, 2, 7, unet.config().contextWidth());
                NDArray none = scope.floats(new float[0], 0);
                Condition condition = new Condition(context, none, none);
                NDArray twice = NDArrays.concat(new NDList(latents, latents));
                assertArrayEquals(
                    unet.predict(scope, twice, timestep, condition).toFloatArray(),
                    unet.predictBatchInvariant(scope, latents, timestep, condition).toFloatArray());
              }
            });
  }
}
