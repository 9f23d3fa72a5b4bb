package zoodip.diffusion.weights;

import java.util.regex.Pattern;

/**
 * Tensors that programs leave in files and that no network needs, wherever they stand: buffers,
 * averaged copies, parts of the training.
 */
public final class UnusedTensors {
  /** 0, 1, 2, ...; causal masks; and what compares texts with images. */
  private static final String BUFFERS =
      "position_ids|attn_mask|causal_mask|logit_scale|logit_bias|num_batches_tracked";

  /** What follows from the noise schedule. */
  private static final String SCHEDULE =
      "betas|alphas_cumprod(?:_prev)?|sqrt_alphas_cumprod"
          + "|sqrt_one_minus_alphas_cumprod|log_one_minus_alphas_cumprod|sqrt_recip_alphas_cumprod"
          + "|sqrt_recipm1_alphas_cumprod|posterior_variance|posterior_log_variance_clipped"
          + "|posterior_mean_coef[12]|logvar|lvlb_weights|scale_factor|(?:log_)?sigmas";

  /**
   * A second set of weights, averaged over the training, of which the first is what people run; an
   * autoencoder's discriminator and perceptual loss; learned words; how far the training was.
   */
  private static final String TRAINING =
      "model_ema\\..+|loss\\..+|embedding_manager\\..+|global_step|epoch";

  private static final Pattern ANYWHERE =
      Pattern.compile("(?:.+\\.)?(?:" + String.join("|", BUFFERS, SCHEDULE, TRAINING) + ")");

  private UnusedTensors() {}

  /** Whether a tensor of that key is one. */
  public static boolean include(String key) {
    return ANYWHERE.matcher(key).matches();
  }
}
