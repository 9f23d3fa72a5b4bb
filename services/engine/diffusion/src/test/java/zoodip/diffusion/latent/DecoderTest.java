package zoodip.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.images.RgbImage;

class DecoderTest {
  private static final int COUNT = 5;

  /** As GPUs do; processors take one at a time. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 16})
  void severalAtATimeAreTheSameImages(int most) {
    TorchThread.shared()
        .run(
            () -> {
              try (LatentModel model =
                  LatentModel.open(Toyboxes.folder("model"), ModelOptions.of(Precision.FP32))) {
                LatentSize size = model.size(64, 48);
                List<float[]> latents =
                    IntStream.range(0, COUNT)
                        .mapToObj(seed -> new ImageNoise(seed).first(size.values()))
                        .toList();
                latents.get(3)[7] = Float.NaN;
                List<Optional<RgbImage>> alone = Decoder.images(model, size, latents);
                List<Optional<RgbImage>> together = Decoder.images(model, size, latents, most);
                assertEquals(COUNT, together.size());
                for (int i = 0; i < COUNT; i++) {
                  assertEquals(i != 3, together.get(i).isPresent(), "only NaN is no image: " + i);
                  assertEquals(alone.get(i).isPresent(), together.get(i).isPresent());
                  if (i != 3) {
                    assertNear(alone.get(i).orElseThrow(), together.get(i).orElseThrow());
                  }
                }
                assertNotEquals(together.get(0), together.get(1));
              }
            });
  }

  private static void assertNear(RgbImage a, RgbImage b) {
    assertEquals(a.width() + " x " + a.height(), b.width() + " x " + b.height());
    for (int i = 0; i < a.rgb().length; i++) {
      int difference = Math.abs(Byte.toUnsignedInt(a.rgb()[i]) - Byte.toUnsignedInt(b.rgb()[i]));
      assertTrue(difference <= 1, "sample " + i + " differs by " + difference);
    }
  }
}
