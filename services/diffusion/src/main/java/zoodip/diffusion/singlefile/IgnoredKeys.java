package zoodip.diffusion.singlefile;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tensors of a checkpoint that a diffusers folder has no use for. Any other must be converted. */
final class IgnoredKeys {
  /** A second set of weights, averaged over the training; the first is what people run. */
  private static final String AVERAGES = "model_ema\\..+|first_stage_model\\.model_ema\\..+";

  /** What follows from the noise schedule. */
  private static final String SCHEDULE =
      "(?:model\\.)?(?:betas|alphas_cumprod(?:_prev)?|sqrt_alphas_cumprod"
          + "|sqrt_one_minus_alphas_cumprod|log_one_minus_alphas_cumprod|sqrt_recip_alphas_cumprod"
          + "|sqrt_recipm1_alphas_cumprod|posterior_variance|posterior_log_variance_clipped"
          + "|posterior_mean_coef[12]|logvar|lvlb_weights|scale_factor)|denoiser\\.sigmas";

  /** Of the autoencoder's training: a discriminator and a perceptual loss. */
  private static final String LOSS = "first_stage_model\\.loss\\..+";

  private static final String ENCODER = "(?:cond_stage_model|conditioner\\.embedders\\.\\d+)\\.";

  /** 0, 1, 2, ...; a causal mask; and what compares texts with pictures. */
  private static final String TEXT =
      ENCODER
          + "(?:transformer\\.(?:text_model\\.)?embeddings\\.position_ids"
          + "|transformer\\.text_projection\\.weight|model\\.attn_mask"
          + "|(?:model\\.|transformer\\.)?logit_scale)";

  private static final Pattern ALWAYS =
      Pattern.compile(String.join("|", AVERAGES, SCHEDULE, LOSS, TEXT, CheckpointMarks.PATTERN));

  private static final Pattern LAYER =
      Pattern.compile("cond_stage_model\\.model\\.transformer\\.resblocks\\.(\\d+)\\..+");

  private static final String PROJECTION = "cond_stage_model.model.text_projection";

  private final int lastLayer;

  private IgnoredKeys(int lastLayer) {
    this.lastLayer = lastLayer;
  }

  /**
   * Those of a file with these keys. Stable Diffusion 2 reads its text encoder before the last
   * layer and without the projection, so diffusers leaves both away.
   */
  static IgnoredKeys of(Collection<String> keys) {
    return new IgnoredKeys(keys.stream().mapToInt(IgnoredKeys::layer).max().orElse(-1));
  }

  boolean includes(String key) {
    int layer = layer(key);
    return ALWAYS.matcher(key).matches()
        || key.equals(PROJECTION)
        || (layer >= 0 && layer == lastLayer);
  }

  private static int layer(String key) {
    Matcher matcher = LAYER.matcher(key);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
