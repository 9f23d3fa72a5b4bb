package zoodip.diffusion.clip;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.preprocess.ImagePreprocessor;
import zoodip.diffusion.preprocess.PixelBatch;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.prompt.PromptTokenizer;
import zoodip.diffusion.text.TextConfig;
import zoodip.diffusion.text.TextEncoder;
import zoodip.diffusion.weights.Checkpoint;
import zoodip.images.RgbImage;

/**
 * A CLIP model in a transformers folder. Methods may be called from any thread; they run one after
 * the other on the process's engine.
 */
public final class ClipModel implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final float NO_SCALE = (float) (1 / 0.07);

  private final ImagePreprocessor preprocessor;
  private final PromptTokenizer tokenizer;
  private final ImageEncoder images;
  private final TextEncoder texts;
  private final float logitScale;

  private ClipModel(
      ImagePreprocessor preprocessor,
      PromptTokenizer tokenizer,
      ImageEncoder images,
      TextEncoder texts,
      float logitScale) {
    this.preprocessor = preprocessor;
    this.tokenizer = tokenizer;
    this.images = images;
    this.texts = texts;
    this.logitScale = logitScale;
  }

  /** Loads a model; fails as {@link zoodip.diffusion.DiffusionModel#open} does. */
  public static ClipModel open(Path folder, ModelOptions options) {
    TorchThread.startOn(options.device());
    return TorchThread.shared().call(() -> load(folder, options));
  }

  private static ClipModel load(Path folder, ModelOptions options) {
    ConfigFile config = ConfigFile.read(folder.resolve("config.json"));
    config.require("model_type", "clip");
    int projection = config.count("projection_dim", 512);
    TextConfig text = TextConfig.of(config.section("text_config"), projection);
    VisionConfig vision = VisionConfig.of(config.section("vision_config"), projection);
    ImagePreprocessor preprocessor = ImagePreprocessor.read(folder);
    PromptTokenizer tokenizer = PromptTokenizer.read(folder, text.vocabulary(), text.tokens());
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      ImageEncoder images = ImageEncoder.open(vision, checkpoint, options);
      try {
        TextEncoder texts = TextEncoder.open(text, checkpoint, options);
        return new ClipModel(preprocessor, tokenizer, images, texts, logitScale(checkpoint));
      } catch (RuntimeException e) {
        images.close();
        throw e;
      }
    }
  }

  private static float logitScale(Checkpoint checkpoint) {
    return checkpoint.names().contains("logit_scale")
        ? (float) Math.exp(checkpoint.home("logit_scale").floats("logit_scale")[0])
        : NO_SCALE;
  }

  /** What is done to images before they are encoded. */
  public ImagePreprocessor preprocessor() {
    return preprocessor;
  }

  /** What cosines are multiplied with to become logits. */
  public float logitScale() {
    return logitScale;
  }

  /** The token ids of a text, padded. */
  public long[] ids(String text) {
    return tokenizer.ids(text, ConceptTable.of(List.of()));
  }

  /** How many of a text's ids are not padding. */
  public int length(String text) {
    return tokenizer.length(text);
  }

  /** One vector of unit length an image; the cosine of two is their product. */
  public float[][] imageEmbeddings(List<RgbImage> images) {
    return L2Normalization.normalised(imageFeatures(images));
  }

  /** The same for images that the preprocessor's resizing and cropping have been applied to. */
  public float[][] croppedImageEmbeddings(List<RgbImage> cropped) {
    return L2Normalization.normalised(croppedImageFeatures(cropped));
  }

  /** One vector of unit length a text, in the same space as the images'. */
  public float[][] textEmbeddings(List<String> texts) {
    return L2Normalization.normalised(textFeatures(texts.stream().map(this::ids).toList()));
  }

  /** The projected features of images, before normalisation. */
  public float[][] imageFeatures(List<RgbImage> images) {
    return croppedImageFeatures(images.stream().map(preprocessor.resizeCrop()::of).toList());
  }

  private float[][] croppedImageFeatures(List<RgbImage> cropped) {
    List<float[]> features = new ArrayList<>();
    for (int i = 0; i < cropped.size(); i += AT_ONCE) {
      List<RgbImage> some = cropped.subList(i, Math.min(cropped.size(), i + AT_ONCE));
      PixelBatch batch = PixelBatch.ofCropped(preprocessor, some);
      features.addAll(TorchThread.shared().call(() -> encode(batch)));
    }
    return features.toArray(float[][]::new);
  }

  private List<float[]> encode(PixelBatch batch) {
    try (TensorScope scope = images.scope()) {
      return L2Normalization.rows(images.features(scope, batch.tensor(scope)));
    }
  }

  /** The projected features of texts as token ids of equal number, before normalisation. */
  public float[][] textFeatures(List<long[]> ids) {
    List<float[]> features = new ArrayList<>();
    for (long[] text : ids) {
      features.addAll(TorchThread.shared().call(() -> encode(text)));
    }
    return features.toArray(float[][]::new);
  }

  private List<float[]> encode(long[] ids) {
    try (TensorScope scope = texts.scope()) {
      NDArray none = scope.floats(new float[0], 1, 0, texts.config().width());
      return L2Normalization.rows(
          texts.encode(scope, scope.longs(ids, 1, ids.length), none, 0).pooled());
    }
  }

  @Override
  public void close() {
    TorchThread.shared()
        .run(
            () -> {
              images.close();
              texts.close();
            });
  }
}
