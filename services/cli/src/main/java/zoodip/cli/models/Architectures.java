package zoodip.cli.models;

import zoodip.diffusion.ModelInfo;
import zoodip.diffusion.ModelParts;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.v1.ModelArchitecture;
import zoodip.v1.TextEncoder;

/** What an open model is made of, as the API tells it. */
final class Architectures {
  private Architectures() {}

  static ModelArchitecture of(ModelInfo info) {
    ModelParts parts = info.parts();
    ModelArchitecture.Builder architecture =
        ModelArchitecture.newBuilder()
            .setFamily(parts.family())
            .setPredictionType(type(info.prediction()))
            .setZeroTerminalSnr(parts.zeroTerminalSignal())
            .setScheduler(info.schedulerName())
            .setSchedulerClass(parts.schedulerClass())
            .setParameters(info.parameters().total())
            .setUnetParameters(parts.unetParameters())
            .setVaeParameters(parts.vaeParameters());
    parts.replacedBecause().ifPresent(architecture::setSchedulerStandInReason);
    parts.encoders().forEach(encoder -> architecture.addTextEncoders(of(encoder)));
    return architecture.build();
  }

  private static TextEncoder of(ModelParts.TextEncoderInfo encoder) {
    return TextEncoder.newBuilder()
        .setWidth(encoder.width())
        .setLayers(encoder.layers())
        .setTokens(encoder.tokens())
        .setParameters(encoder.parameters())
        .build();
  }

  private static zoodip.v1.PredictionType type(PredictionType prediction) {
    return switch (prediction) {
      case EPSILON -> zoodip.v1.PredictionType.PREDICTION_TYPE_EPSILON;
      case V_PREDICTION -> zoodip.v1.PredictionType.PREDICTION_TYPE_V_PREDICTION;
    };
  }
}
