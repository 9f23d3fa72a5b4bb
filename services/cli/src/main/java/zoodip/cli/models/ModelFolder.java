package zoodip.cli.models;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.JsonFile;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.ModelInfo;
import zoodip.diffusion.clip.ClipModel;
import zoodip.diffusion.dino.DinoModel;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.latent.ModelConfigurations;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.RgbImage;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/**
 * A folder with a model that is looked at before it is brought in: what it is, and that it runs.
 */
final class ModelFolder {
  private static final ModelOptions OPTIONS = ModelOptions.of(Precision.INT8).withFiniteWeights();
  private static final String CLIP = "clip";
  private static final String DINO = "dinov2";
  private static final String PROMPT = "a photo";
  private static final int TRIAL_SIDE = 64;

  private ModelFolder() {}

  /**
   * Loads every network of the model, and uses it once.
   *
   * @return what the folder tells of the model
   * @throws UsageException if the folder has no model that this engine runs
   */
  static Model describe(Path folder) {
    if (isPipeline(folder)) {
      var unused = ModelConfigurations.check(folder, true);
      return textToImage(folder);
    }
    return encoder(folder);
  }

  /**
   * Looks only at the configuration of an encoder.
   *
   * @throws UsageException if it is of none that this engine runs
   */
  static void checkKind(Path folder) {
    var unused = kind(folder);
  }

  private static boolean isPipeline(Path folder) {
    return Files.exists(folder.resolve("model_index.json"));
  }

  private static Model textToImage(Path folder) {
    try (DiffusionModel model = DiffusionModel.open(folder, OPTIONS)) {
      ModelInfo info = model.info();
      generateImage(model);
      encodePhoto(model);
      return Model.newBuilder()
          .setKind(ModelKind.MODEL_KIND_TEXT_TO_IMAGE)
          .setResolution(info.pixels())
          .addAllEmbeddingWidths(info.embeddingWidths())
          .setTrainingSettings(PublishedSettings.of(info))
          .setTrainingPrecision(zoodip.v1.Precision.PRECISION_INT8)
          .setArchitecture(Architectures.of(info))
          .build();
    }
  }

  private static void generateImage(DiffusionModel model) {
    int side = model.info().pixels();
    try {
      var unused =
          model.generate(
              List.of(new ImageRequest(PROMPT, "", 0, side, side)),
              GenerationOptions.of(1, 1, 1),
              List.of(),
              GenerationProgress.NONE);
    } catch (ImageNotFiniteException e) {
      throw new UsageException(
          "The model draws nothing: a picture of one step comes out as numbers that are infinite or"
              + " not a number, so its weights are damaged or belong to another configuration",
          e);
    }
  }

  /** Photos take the half of the autoencoder that generation leaves alone. */
  private static void encodePhoto(DiffusionModel model) {
    TrainingPhoto photo = new TrainingPhoto(trial(), List.of(TrainingPhoto.SLOT));
    PhotoOptions options = new PhotoOptions(TRIAL_SIDE, PhotoOptions.Fit.SQUASH);
    var unused = model.personalization(List.of(photo), "<trial>", 1, options);
  }

  private static Model encoder(Path folder) {
    return kind(folder).equals(CLIP) ? clip(folder) : dino(folder);
  }

  private static String kind(Path folder) {
    Path config = folder.resolve("config.json");
    if (!Files.exists(config)) {
      throw new UsageException(
          "What is given is no model folder: it has neither model_index.json (diffusers) nor"
              + " config.json (CLIP or DINOv2 of transformers)");
    }
    Struct json = JsonFile.read(config);
    String type = text(json, "model_type");
    if (type.equals(CLIP) || type.equals(DINO)) {
      return type;
    }
    throw new UsageException(
        ("It is no model that this engine runs, but '%s' by its config.json; supported are"
                + " text-to-image pipelines of Stable Diffusion 1.x, 2.x and XL (with"
                + " model_index.json), and clip and dinov2 of transformers")
            .formatted(type.isEmpty() ? text(json, "_class_name") : type));
  }

  private static String text(Struct json, String field) {
    return json.getFieldsOrDefault(field, Value.getDefaultInstance()).getStringValue();
  }

  private static Model clip(Path folder) {
    try (ClipModel model = ClipModel.open(folder, OPTIONS)) {
      var texts = model.textEmbeddings(List.of(PROMPT));
      var images = model.imageEmbeddings(List.of(trial()));
      if (texts[0].length != images[0].length) {
        throw new UsageException("Texts and pictures of " + folder + " do not share a space");
      }
      return Model.newBuilder().setKind(ModelKind.MODEL_KIND_CLIP).build();
    }
  }

  private static Model dino(Path folder) {
    try (DinoModel model = DinoModel.open(folder, OPTIONS)) {
      var unused = model.classTokens(List.of(trial()));
      return Model.newBuilder().setKind(ModelKind.MODEL_KIND_DINO).build();
    }
  }

  private static RgbImage trial() {
    return new RgbImage(TRIAL_SIDE, TRIAL_SIDE, new byte[3 * TRIAL_SIDE * TRIAL_SIDE]);
  }
}
