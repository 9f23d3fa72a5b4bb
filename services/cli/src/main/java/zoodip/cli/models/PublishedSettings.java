package zoodip.cli.models;

import zoodip.diffusion.ModelInfo;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.v1.TrainingSettings;

/**
 * What the authors of ZOODiP trained a kind of model with (the paper's supplement); what they never
 * changed is left to the server.
 */
final class PublishedSettings {
  private static final int HISTORY = 128;

  private PublishedSettings() {}

  static TrainingSettings of(ModelInfo info) {
    TrainingSettings.Builder settings = TrainingSettings.newBuilder().setResolution(info.pixels());
    if (info.family() == ModelFamily.STABLE_DIFFUSION_XL) {
      settings.setSteps(20_000).setSmoothing(1e-2).setTimestepLow(700);
    } else if (info.prediction() == PredictionType.V_PREDICTION) {
      settings.setLearningRate(1e-2).setSmoothing(1e-2);
    }
    int width = info.embeddingWidths().stream().mapToInt(Integer::intValue).sum();
    // the history has to stay well under the width
    if (2 * HISTORY >= width) {
      settings.setHistory(Math.max(2, width / 6));
    }
    return settings.build();
  }
}
