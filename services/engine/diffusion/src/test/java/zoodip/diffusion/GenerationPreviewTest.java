package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.images.RgbImage;

class GenerationPreviewTest {
  private static final int STEPS = 4;

  /** Wants a preview of the second image after each step. */
  private static final class Watching implements GenerationProgress {
    private final List<RgbImage> previews = new ArrayList<>();

    @Override
    public boolean step(int step, int of) {
      return true;
    }

    @Override
    public boolean wantsPreview(int request, int step) {
      return request == 1;
    }

    @Override
    public void preview(int request, RgbImage preview) {
      assertEquals(1, request);
      previews.add(preview);
    }
  }

  @Test
  void previewsAreThereForThoseWhoAskAndChangeNothing() {
    try (DiffusionModel model =
        DiffusionModel.open(Golden.folder("sd15"), ModelOptions.of(Precision.FP32))) {
      int side = model.info().pixels();
      List<ImageRequest> requests =
          List.of(
              new ImageRequest("a dog", "", 1, side, side),
              new ImageRequest("a cat", "", 2, side, side));
      GenerationOptions options = new GenerationOptions(Optional.of("ddim"), STEPS, 5, 2);
      Watching watching = new Watching();
      List<RgbImage> images = model.generate(requests, options, List.of(), watching);
      assertEquals(STEPS - 1, watching.previews.size());
      assertNotEquals(watching.previews.get(0), watching.previews.get(STEPS - 2));
      assertEquals(side, watching.previews.get(0).width());
      assertEquals(images, model.generate(requests, options, List.of(), GenerationProgress.NONE));
    }
  }
}
