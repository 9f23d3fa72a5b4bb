package zoodip.reference;

import static zoodip.reference.Shapes.ANY;

import java.nio.file.Path;
import java.util.List;
import zoodip.diffusion.dino.DinoModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.images.RgbImage;

/** Compares a DINOv2 model: preprocessing, states and class tokens. */
final class DinoCheck {
  private final Reference reference;
  private final Path folder;
  private final ModelOptions options;

  DinoCheck(Reference reference, Path folder, ModelOptions options) {
    this.reference = reference;
    this.folder = folder;
    this.options = options;
  }

  void run() {
    try (DinoModel model = DinoModel.open(folder, options)) {
      if (reference.has("dino.image_u8")) {
        image(model);
      }
      for (String name : reference.cases("dino.", ".pixel_values")) {
        given(model, "dino." + name);
      }
    }
  }

  /** The whole way from an image. */
  private void image(DinoModel model) {
    RgbImage image = ResizeCheck.image(reference, "dino.image_u8");
    var values = model.preprocessor().pixelValues(image);
    reference.compare("dino.pixel_values", values.values());
    float[] token = model.classTokens(List.of(image))[0];
    reference.compare("dino.cls", token);
    reference.compare("dino.pooled", token);
    float[][] states = model.states(values.values(), 1, 3, values.height(), values.width());
    reference.compare("dino.last_hidden_state", states[0]);
  }

  /** From pixel values that the reference gives. */
  private void given(DinoModel model, String name) {
    String pixels = name + ".pixel_values";
    new Shapes(reference).expect(pixels, ANY, 3, ANY, ANY);
    float[][] states = model.states(reference.floats(pixels), reference.shape(pixels));
    int each = states[0].length;
    float[] all = new float[states.length * each];
    float[] tokens = new float[states.length * model.width()];
    for (int i = 0; i < states.length; i++) {
      System.arraycopy(states[i], 0, all, i * each, each);
      System.arraycopy(states[i], 0, tokens, i * model.width(), model.width());
    }
    reference.compare(name + ".last_hidden_state", all);
    reference.compare(name + ".cls", tokens);
    reference.compare(name + ".pooled", tokens);
  }
}
