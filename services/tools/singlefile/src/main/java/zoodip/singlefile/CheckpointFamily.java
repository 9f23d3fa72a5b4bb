package zoodip.singlefile;

import java.util.List;
import zoodip.diffusion.pipeline.ModelFamily;

/** The checkpoints in one file that can be converted, told apart by their text encoders. */
enum CheckpointFamily {
  /** CLIP's text encoder, 512 pixels. */
  STABLE_DIFFUSION_1("Stable Diffusion 1", ModelFamily.STABLE_DIFFUSION),
  /** OpenCLIP's text encoder, 512 pixels (base) or 768 (v prediction). */
  STABLE_DIFFUSION_2("Stable Diffusion 2", ModelFamily.STABLE_DIFFUSION),
  /** Both, 1024 pixels. */
  STABLE_DIFFUSION_XL("Stable Diffusion XL", ModelFamily.STABLE_DIFFUSION_XL);

  static final String UNET = "model.diffusion_model.";
  static final String VAE = "first_stage_model.";

  /** Where a first text encoder stands: {@code ldm} and {@code sgm}, transformers and OpenCLIP. */
  static final List<String> CLIP =
      List.of("cond_stage_model.transformer.", "conditioner.embedders.0.transformer.");

  static final List<String> OPEN_CLIP =
      List.of("cond_stage_model.model.", "conditioner.embedders.0.model.");

  /** Where the second one of XL stands. */
  static final List<String> SECOND =
      List.of("conditioner.embedders.1.model.", "conditioner.embedders.1.transformer.");

  private final String title;
  private final ModelFamily family;

  CheckpointFamily(String title, ModelFamily family) {
    this.title = title;
    this.family = family;
  }

  /** As people call it. */
  String title() {
    return title;
  }

  /** What the engine runs it as. */
  ModelFamily family() {
    return family;
  }
}
