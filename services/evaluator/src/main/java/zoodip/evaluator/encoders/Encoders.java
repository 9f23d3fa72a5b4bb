package zoodip.evaluator.encoders;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import zoodip.diffusion.clip.ClipModel;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.dino.DinoModel;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.prompt.PromptException;
import zoodip.evaluator.config.EvaluatorConfig;
import zoodip.evaluator.scoring.Embeddings;
import zoodip.images.RgbImage;
import zoodip.images.resampling.ResizeCrop;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelPool;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.OpenModel;
import zoodip.platform.names.ResourceName;
import zoodip.safetensors.SafetensorsException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/**
 * What evaluations look at images and prompts with, kept in memory from one to the next, in fp32.
 * Thread-safe: while one encoder is fetched and loaded, those that are open go on, and none is
 * closed while it is used.
 */
@ApplicationScoped
public class Encoders {
  private final ModelStore store;
  private final ModelOptions options;
  private final ModelPool<String, OpenModel<ClipModel>> clips;
  private final ModelPool<String, OpenModel<DinoModel>> dinos;

  @Inject
  public Encoders(ModelStore store, EvaluatorConfig config) {
    this.store = store;
    options = ModelOptions.on(config.device(), Precision.FP32, Compute.FP32);
    clips = new ModelPool<>(config.encoders(), OpenModel::close);
    dinos = new ModelPool<>(config.encoders(), OpenModel::close);
  }

  /**
   * The description of an encoder.
   *
   * @param name of the model; empty if the evaluation names none
   * @throws ServiceException MODEL_NOT_FOUND or WRONG_MODEL_KIND
   */
  public Model require(String name, ModelKind kind) {
    String purpose = kind == ModelKind.MODEL_KIND_CLIP ? "CLIP" : "DINOv2";
    if (name.isEmpty()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
          "The base model names no %s model to score its pictures with; import one and name it in the base model's description"
              .formatted(purpose));
    }
    Model model = store.get(ResourceName.parse(name));
    if (model.getKind() != kind) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_WRONG_MODEL_KIND,
          "%s is to score pictures as a %s model, but is of kind %s"
              .formatted(name, purpose, model.getKind()));
    }
    return model;
  }

  /** What encoders want of an image. */
  public record ResizeCrops(ResizeCrop clip, ResizeCrop dino) {}

  /** What both encoders want of an image, as the encoders' own settings say. */
  public ResizeCrops resizeCrops(Model clip, Model dino) {
    return new ResizeCrops(
        byClip(clip, model -> model.preprocessor().resizeCrop()),
        byDino(dino, model -> model.preprocessor().resizeCrop()));
  }

  /** What both encoders embed each image to. */
  public List<Embeddings> embed(Model clip, Model dino, List<RgbImage> images) {
    ResizeCrops resizeCrops = resizeCrops(clip, dino);
    return embedCropped(
        clip,
        dino,
        images.stream().map(resizeCrops.clip()::of).toList(),
        images.stream().map(resizeCrops.dino()::of).toList());
  }

  /** The same of images that each encoder's resizing and cropping have been applied to. */
  public List<Embeddings> embedCropped(
      Model clip, Model dino, List<RgbImage> clipImages, List<RgbImage> dinoImages) {
    float[][] byClip = byClip(clip, model -> model.croppedImageEmbeddings(clipImages));
    float[][] byDino = byDino(dino, model -> model.croppedClassTokens(dinoImages));
    List<Embeddings> embeddings = new ArrayList<>();
    for (int i = 0; i < byClip.length; i++) {
      embeddings.add(new Embeddings(byClip[i], byDino[i]));
    }
    return embeddings;
  }

  /** CLIP's embeddings of texts, [texts, width]. */
  public float[][] embedTexts(Model clip, List<String> texts) {
    return byClip(clip, model -> model.textEmbeddings(texts));
  }

  /** Encoders in memory. */
  public int open() {
    return clips.size() + dinos.size();
  }

  @PreDestroy
  void close() {
    clips.close();
    dinos.close();
  }

  private <T> T byClip(Model model, Function<ClipModel, T> work) {
    return use(model, clips, ClipModel::open, ClipModel::close, work);
  }

  private <T> T byDino(Model model, Function<DinoModel, T> work) {
    return use(model, dinos, DinoModel::open, DinoModel::close, work);
  }

  private <E, T> T use(
      Model model,
      ModelPool<String, OpenModel<E>> pool,
      BiFunction<Path, ModelOptions, E> opener,
      Consumer<E> closer,
      Function<E, T> work) {
    try (var lease =
        pool.acquire(
            model.getDigest(),
            () -> OpenModel.open(store, model, folder -> opener.apply(folder, options), closer))) {
      return work.apply(lease.model().model());
    } catch (PromptException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "%s cannot score: %s".formatted(model.getName(), e.getMessage()),
          e);
    } catch (ConfigException | SafetensorsException | WeightException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_UNUSABLE,
          "%s cannot be used: %s; import it again".formatted(model.getName(), e.getMessage()),
          e);
    }
  }
}
