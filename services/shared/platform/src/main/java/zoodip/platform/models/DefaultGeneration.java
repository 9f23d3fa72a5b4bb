package zoodip.platform.models;

import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/**
 * How images are generated: as is asked for, else by the model's own settings, else by those of the
 * published evaluation protocol, in the model's size.
 */
public final class DefaultGeneration {
  private static final GenerationSettings PROTOCOL =
      GenerationSettings.newBuilder()
          .setScheduler("ddim")
          .setSteps(50)
          .setGuidanceScale(7.5)
          .build();

  private DefaultGeneration() {}

  /** Where nobody asks for anything. */
  public static GenerationSettings of(Model model) {
    return complete(GenerationSettings.getDefaultInstance(), model);
  }

  public static GenerationSettings complete(GenerationSettings wanted, Model model) {
    return complete(wanted, model, PROTOCOL);
  }

  /** The same with the scheduler of the model's files where neither names one: it is left out. */
  public static GenerationSettings completeButScheduler(GenerationSettings wanted, Model model) {
    return complete(wanted, model, PROTOCOL.toBuilder().clearScheduler().build());
  }

  private static GenerationSettings complete(
      GenerationSettings wanted, Model model, GenerationSettings protocol) {
    GenerationSettings.Builder settings = protocol.toBuilder();
    if (model.getResolution() > 0) {
      settings.setWidth(model.getResolution()).setHeight(model.getResolution());
    }
    return settings.mergeFrom(model.getGenerationSettings()).mergeFrom(wanted).build();
  }
}
