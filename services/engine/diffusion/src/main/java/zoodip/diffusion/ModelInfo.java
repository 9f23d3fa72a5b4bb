package zoodip.diffusion;

import java.util.List;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.diffusion.scheduler.Schedulers;

/**
 * What a caller needs to know about an open model.
 *
 * @param pixels side of the square images that the model was trained on
 * @param latentChannels channels of its latents
 * @param latentSize side of the latents of such an image
 * @param latentFactor pixels on a latent's side; widths and heights are multiples of it
 * @param embeddingWidths width of a token embedding, for each text encoder
 * @param maxTokens the longest prompt in tokens, its start and end included
 * @param prediction what the UNet predicts
 * @param trainTimesteps noise levels of training; timesteps are 0 to trainTimesteps - 1
 * @param schedulerName the model's own scheduler, as {@link GenerationOptions} names it
 * @param parameters of text encoders, UNet and autoencoder
 * @param parts what it is made of
 */
public record ModelInfo(
    ModelFamily family,
    int pixels,
    int latentChannels,
    int latentSize,
    int latentFactor,
    List<Integer> embeddingWidths,
    int maxTokens,
    PredictionType prediction,
    int trainTimesteps,
    String schedulerName,
    ParameterCount parameters,
    ModelParts parts) {

  public ModelInfo {
    embeddingWidths = List.copyOf(embeddingWidths);
  }

  static ModelInfo of(LatentModel model) {
    int latentSize = model.unet().config().sampleSize();
    int factor = model.vae().factor();
    return new ModelInfo(
        model.index().family(),
        latentSize * factor,
        model.vae().latentChannels(),
        latentSize,
        factor,
        model.conditioner().widths(),
        model.conditioner().maxTokens(),
        model.scheduler().prediction(),
        model.scheduler().trainTimesteps(),
        Schedulers.of(model.scheduler()).name(),
        model.parameters(),
        ModelParts.of(model));
  }

  /** The number of values in the latents of a square image of the model's own size. */
  public int latentValues() {
    return latentChannels * latentSize * latentSize;
  }
}
