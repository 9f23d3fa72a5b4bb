package zoodip.gateway.models;

import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/** How a model draws where nobody says otherwise. */
public final class DefaultGeneration {
  /** The published protocol of evaluations: 50 steps, guidance 7.5. */
  private static final GenerationSettings PROTOCOL =
      GenerationSettings.newBuilder()
          .setScheduler("ddim")
          .setSteps(50)
          .setGuidanceScale(7.5)
          .build();

  private DefaultGeneration() {}

  /** The model's own settings, completed by the protocol's and the model's size. */
  public static GenerationSettings of(Model model) {
    GenerationSettings.Builder settings = PROTOCOL.toBuilder();
    if (model.getResolution() > 0) {
      settings.setWidth(model.getResolution()).setHeight(model.getResolution());
    }
    return settings.mergeFrom(model.getGenerationSettings()).build();
  }
}
