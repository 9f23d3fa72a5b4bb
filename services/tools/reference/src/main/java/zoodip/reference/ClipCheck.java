package zoodip.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zoodip.diffusion.clip.ClipModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.images.RgbImage;

/** Compares a CLIP model: preprocessing, tokens, features and cosines. */
final class ClipCheck {
  private final Reference reference;
  private final Path folder;
  private final ModelOptions options;

  ClipCheck(Reference reference, Path folder, ModelOptions options) {
    this.reference = reference;
    this.folder = folder;
    this.options = options;
  }

  void run() {
    try (ClipModel model = ClipModel.open(folder, options)) {
      RgbImage decoded = ResizeCheck.image(reference, "clip.image_u8");
      reference.compare("clip.pixel_values", model.preprocessor().pixelValues(decoded).values());
      List<long[]> ids = tokens(model);
      float[] image = model.imageFeatures(List.of(decoded))[0];
      float[][] texts = model.textFeatures(ids);
      reference.compare("clip.image_features", image);
      reference.compare("clip.text_features", flat(texts));
      embeddings(model, decoded);
    }
  }

  /** The ids of the texts, as far as the reference goes. */
  private List<long[]> tokens(ClipModel model) {
    int length = (int) reference.shape("clip.input_ids")[1];
    List<long[]> ids = new ArrayList<>();
    for (JsonNode text : reference.spec("texts")) {
      ids.add(Arrays.copyOf(model.ids(text.asText()), length));
    }
    reference.compare("clip.input_ids", ids.stream().flatMapToLong(Arrays::stream).toArray());
    reference.compare("clip.attention_mask", mask(model, length));
    return ids;
  }

  private long[] mask(ClipModel model, int length) {
    List<Long> mask = new ArrayList<>();
    for (JsonNode text : reference.spec("texts")) {
      int tokens = model.length(text.asText());
      for (int i = 0; i < length; i++) {
        mask.add(i < tokens ? 1L : 0L);
      }
    }
    return mask.stream().mapToLong(Long::longValue).toArray();
  }

  private void embeddings(ClipModel model, RgbImage decoded) {
    List<String> texts = new ArrayList<>();
    reference.spec("texts").forEach(text -> texts.add(text.asText()));
    float[] image = model.imageEmbeddings(List.of(decoded))[0];
    float[][] words = model.textEmbeddings(texts);
    float[] logits = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      for (int j = 0; j < image.length; j++) {
        logits[i] += model.logitScale() * image[j] * words[i][j];
      }
    }
    reference.compare("clip.image_embeds", image);
    reference.compare("clip.text_embeds", flat(words));
    reference.compare("clip.logits_per_image", logits);
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }
}
