package zoodip.diffusion.singlefile;

import zoodip.diffusion.ModelFamily;

/** The checkpoints in one file that can be converted, told apart by their text encoders. */
enum CheckpointFamily {
  /** CLIP's text encoder, 512 pixels. */
  STABLE_DIFFUSION_1(ModelFamily.STABLE_DIFFUSION),
  /** OpenCLIP's text encoder, 512 pixels (base) or 768 (v prediction). */
  STABLE_DIFFUSION_2(ModelFamily.STABLE_DIFFUSION),
  /** Both, 1024 pixels. */
  STABLE_DIFFUSION_XL(ModelFamily.STABLE_DIFFUSION_XL);

  static final String UNET = "model.diffusion_model.";
  static final String VAE = "first_stage_model.";
  static final String CLIP_1 = "cond_stage_model.transformer.";
  static final String OPEN_CLIP_2 = "cond_stage_model.model.";
  static final String CLIP_XL = "conditioner.embedders.0.transformer.";
  static final String OPEN_CLIP_XL = "conditioner.embedders.1.model.";

  private final ModelFamily family;

  CheckpointFamily(ModelFamily family) {
    this.family = family;
  }

  /** What the engine runs it as. */
  ModelFamily family() {
    return family;
  }
}
