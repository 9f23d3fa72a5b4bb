package zoodip.diffusion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.engine.DeviceCache;
import zoodip.diffusion.engine.NativeMemory;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.GenerationStoppedException;
import zoodip.diffusion.generation.ImageGeneration;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.text.Conditioner;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.diffusion.unet.UNetFlops;
import zoodip.images.RgbImage;

/**
 * A text-to-image model in a diffusers folder. Methods may be called from any thread; they run one
 * after the other on the process's engine.
 */
public final class DiffusionModel implements AutoCloseable {
  private final LatentModel model;
  private final ModelInfo info;

  private DiffusionModel(LatentModel model, ModelInfo info) {
    this.model = model;
    this.info = info;
  }

  /**
   * Loads a model.
   *
   * @throws zoodip.diffusion.config.ConfigException for a missing or unsupported configuration
   * @throws zoodip.diffusion.scheduler.SchedulerException for an unsupported scheduler
   * @throws zoodip.safetensors.SafetensorsException for an unreadable weight file
   * @throws zoodip.diffusion.network.WeightException for weights that do not fit the configuration
   * @throws zoodip.diffusion.engine.EngineStartException if there is no libtorch, or no such device
   */
  public static DiffusionModel open(Path folder, ModelOptions options) {
    TorchThread.startOn(options.device());
    return TorchThread.shared()
        .call(
            () -> {
              LatentModel model = loaded(folder, options);
              NativeMemory.giveBack();
              try {
                return new DiffusionModel(model, ModelInfo.of(model));
              } catch (RuntimeException e) {
                model.close();
                throw e;
              }
            });
  }

  /** What did not fit leaves the memory that it had to others. */
  private static LatentModel loaded(Path folder, ModelOptions options) {
    try {
      return LatentModel.open(folder, options);
    } catch (RuntimeException e) {
      DeviceCache.empty();
      throw e;
    }
  }

  /** Operations of the UNet for one row, a multiplication and an addition being two. */
  public double unetOperations(int resolution) {
    long side = resolution / model.vae().factor();
    return UNetFlops.operations(
        model.unet().config(), side * side, model.conditioner().maxTokens());
  }

  public ModelInfo info() {
    return info;
  }

  /**
   * For each text encoder, one row of the token table for each token of {@code words}.
   *
   * @throws PromptException if there are no words
   */
  public List<float[][]> wordEmbedding(String words) {
    Conditioner conditioner = model.conditioner();
    List<float[][]> rows = new ArrayList<>();
    for (int i = 0; i < conditioner.encoders().size(); i++) {
      long[] ids = conditioner.tokenizers().get(i).words(words);
      if (ids.length == 0) {
        throw new PromptException("there is no word in '" + words + "'");
      }
      int encoder = i;
      rows.add(TorchThread.shared().call(() -> conditioner.encoders().get(encoder).rows(ids)));
    }
    return List.copyOf(rows);
  }

  /**
   * Prepares the training of a concept; encodes the photos and their mirror images.
   *
   * @param placeholder the concept's name in angle brackets: {@code <my-dog>}
   * @param vectors the number of token positions that the concept takes
   * @param photos read one after the other, after everything else was checked
   * @throws PromptException for a placeholder, a caption or a resolution that cannot be used
   * @throws UnknownConceptException for a caption that names another concept than the one learned
   */
  public Personalization personalization(
      List<TrainingPhoto> photos, String placeholder, int vectors, PhotoOptions options) {
    return Personalization.of(model, photos, placeholder, vectors, options);
  }

  /**
   * Generates images, in the order of the requests.
   *
   * @throws UnknownConceptException for a prompt that names a concept which is not given
   * @throws PromptException for a prompt or a size that cannot be used
   * @throws zoodip.diffusion.scheduler.SchedulerException for an unknown scheduler
   * @throws ImageNotFiniteException for the first image that comes out as infinities or NaN
   * @throws GenerationStoppedException when {@code progress} says so
   */
  public List<RgbImage> generate(
      List<ImageRequest> requests,
      GenerationOptions options,
      List<TokenEmbedding> concepts,
      GenerationProgress progress) {
    return new ImageGeneration(model, options, concepts).generate(requests, progress);
  }

  /** Frees the memory that only generation needs; it is loaded again by the next one. */
  public void releaseDecoder() {
    TorchThread.shared()
        .run(
            () -> {
              model.releaseDecoder();
              DeviceCache.empty();
            });
  }

  @Override
  public void close() {
    TorchThread.shared()
        .run(
            () -> {
              model.close();
              DeviceCache.empty();
            });
  }
}
