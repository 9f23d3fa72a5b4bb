package zoodip.cli.images;

import picocli.CommandLine.Option;
import zoodip.v1.GenerationSettings;

/** How images are generated; what is not said is as the model has it. */
public final class ImageOptions {
  @Option(
      names = "--scheduler",
      paramLabel = "NAME",
      description = "ddim, pndm, euler, euler_ancestral or dpmpp_2m (default: the model's own).")
  private String scheduler;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Denoising steps (default: the model's own).")
  private Integer steps;

  @Option(
      names = "--guidance",
      paramLabel = "X",
      description = "Classifier-free guidance, 1 for none (default: the model's own).")
  private Double guidance;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "A multiple of 8 (default: the model's own).")
  private Integer width;

  @Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "A multiple of 8 (default: the model's own).")
  private Integer height;

  /** Only what was said is set. */
  public GenerationSettings settings() {
    GenerationSettings.Builder settings = GenerationSettings.newBuilder();
    if (scheduler != null) {
      settings.setScheduler(scheduler);
    }
    if (steps != null) {
      settings.setSteps(steps);
    }
    if (guidance != null) {
      settings.setGuidanceScale(guidance);
    }
    if (width != null) {
      settings.setWidth(width);
    }
    if (height != null) {
      settings.setHeight(height);
    }
    return settings.build();
  }
}
