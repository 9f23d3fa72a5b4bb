package zoodip.diffusion;

import java.util.List;
import java.util.Optional;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.scheduler.ModelScheduler;
import zoodip.diffusion.text.TextConfig;
import zoodip.diffusion.text.TextEncoder;

/**
 * What an open model is made of.
 *
 * @param family as people call it
 * @param schedulerClass the diffusers class that its configuration names
 * @param replacedBecause why another scheduler than that samples, if one does
 * @param zeroTerminalSignal whether nothing of an image is left at the last noise level
 * @param unetParameters numbers in its UNet
 * @param vaeParameters numbers in its autoencoder
 */
public record ModelParts(
    String family,
    String schedulerClass,
    Optional<String> replacedBecause,
    boolean zeroTerminalSignal,
    List<TextEncoderInfo> encoders,
    long unetParameters,
    long vaeParameters) {
  private static final int WIDTH_1 = 768;
  private static final int WIDTH_2 = 1024;

  /**
   * A text encoder.
   *
   * @param width of its token embeddings
   * @param layers of its transformer
   * @param tokens the longest text, start and end included
   * @param parameters numbers in it
   */
  public record TextEncoderInfo(int width, int layers, int tokens, long parameters) {}

  public ModelParts {
    encoders = List.copyOf(encoders);
  }

  static ModelParts of(LatentModel model) {
    ModelScheduler scheduler = model.modelScheduler();
    return new ModelParts(
        family(model),
        scheduler.standsInFor().orElse(scheduler.config().className()),
        scheduler.standsInFor().map(name -> scheduler.reason()),
        scheduler.config().endsInNoiseAlone(),
        model.conditioner().encoders().stream().map(ModelParts::info).toList(),
        model.unet().parameters().total(),
        model.vaeParameters().total());
  }

  /** Text encoders tell 1 and 2 apart or, of smaller models, how the UNet projects. */
  private static String family(LatentModel model) {
    if (model.index().family() == ModelFamily.STABLE_DIFFUSION_XL) {
      return "Stable Diffusion XL";
    }
    int width = model.conditioner().widths().get(0);
    boolean second =
        width == WIDTH_2 || (width != WIDTH_1 && model.unet().config().linearProjection());
    return second ? "Stable Diffusion 2" : "Stable Diffusion 1";
  }

  private static TextEncoderInfo info(TextEncoder encoder) {
    TextConfig config = encoder.config();
    return new TextEncoderInfo(
        config.width(), config.depth(), config.tokens(), encoder.parameters().total());
  }
}
