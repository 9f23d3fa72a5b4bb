package zoodip.diffusion.pipeline;

/** The kinds of text-to-image models that this engine runs. */
public enum ModelFamily {
  /** Stable Diffusion 1.x and 2.x: one text encoder. */
  STABLE_DIFFUSION("StableDiffusionPipeline"),
  /** Stable Diffusion XL: two text encoders, pooled text and sizes as added conditions. */
  STABLE_DIFFUSION_XL("StableDiffusionXLPipeline");

  private final String pipeline;

  ModelFamily(String pipeline) {
    this.pipeline = pipeline;
  }

  /** The class that {@code model_index.json} names. */
  public String pipeline() {
    return pipeline;
  }
}
