package zoodip.evaluator.encoders;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import zoodip.diffusion.ModelOptions;
import zoodip.diffusion.Precision;
import zoodip.diffusion.PromptException;
import zoodip.diffusion.clip.ClipModel;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.dino.DinoModel;
import zoodip.diffusion.network.WeightException;
import zoodip.evaluator.EvaluatorConfig;
import zoodip.evaluator.scoring.Embeddings;
import zoodip.pictures.Framing;
import zoodip.pictures.Picture;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelStore;
import zoodip.platform.names.ResourceName;
import zoodip.safetensors.SafetensorsException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/**
 * What evaluations look at pictures and prompts with, kept in memory from one to the next, in fp32.
 * One call at a time: the engine below runs one at a time anyway, and no encoder is closed while it
 * is used.
 */
@ApplicationScoped
public class Encoders {
  private static final ModelOptions OPTIONS = ModelOptions.of(Precision.FP32);

  private final ModelStore store;
  private final OpenEncoders<ClipModel> clips;
  private final OpenEncoders<DinoModel> dinos;

  @Inject
  public Encoders(ModelStore store, EvaluatorConfig config) {
    this.store = store;
    clips =
        new OpenEncoders<>(
            config.encoders(), store, folder -> ClipModel.open(folder, OPTIONS), ClipModel::close);
    dinos =
        new OpenEncoders<>(
            config.encoders(), store, folder -> DinoModel.open(folder, OPTIONS), DinoModel::close);
  }

  /**
   * The description of an encoder.
   *
   * @param name of the model; empty if the evaluation names none
   * @throws ServiceException MODEL_NOT_FOUND or WRONG_MODEL_KIND
   */
  public Model describe(String name, ModelKind kind) {
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

  /** What encoders want of a picture. */
  public record Framings(Framing clip, Framing dino) {}

  /** What both encoders want of a picture, as the encoders' own settings say. */
  public synchronized Framings framings(Model clip, Model dino) {
    return new Framings(
        use(clip, () -> clips.open(clip).preprocessor().framing()),
        use(dino, () -> dinos.open(dino).preprocessor().framing()));
  }

  /** What both encoders see in each picture. */
  public List<Embeddings> see(Model clip, Model dino, List<Picture> pictures) {
    Framings framings = framings(clip, dino);
    return seeFramed(
        clip,
        dino,
        pictures.stream().map(framings.clip()::of).toList(),
        pictures.stream().map(framings.dino()::of).toList());
  }

  /** The same of pictures that each encoder's framing has been applied to. */
  public synchronized List<Embeddings> seeFramed(
      Model clip, Model dino, List<Picture> clipPictures, List<Picture> dinoPictures) {
    float[][] byClip = use(clip, () -> clips.open(clip).framedImageEmbeddings(clipPictures));
    float[][] byDino = use(dino, () -> dinos.open(dino).framedClassTokens(dinoPictures));
    List<Embeddings> seen = new ArrayList<>();
    for (int i = 0; i < byClip.length; i++) {
      seen.add(new Embeddings(byClip[i], byDino[i]));
    }
    return seen;
  }

  /** CLIP's embeddings of texts, [texts, width]. */
  public synchronized float[][] read(Model clip, List<String> texts) {
    return use(clip, () -> clips.open(clip).textEmbeddings(texts));
  }

  /** Encoders in memory. */
  public synchronized int open() {
    return clips.size() + dinos.size();
  }

  @PreDestroy
  synchronized void close() {
    clips.close();
    dinos.close();
  }

  private static <T> T use(Model model, Supplier<T> work) {
    try {
      return work.get();
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
