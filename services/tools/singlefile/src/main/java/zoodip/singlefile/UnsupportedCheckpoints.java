package zoodip.singlefile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Files that people mistake for checkpoints of Stable Diffusion, by keys that only they have. */
final class UnsupportedCheckpoints {
  /** What a file is, and how one of its keys begins; in the order in which they are asked. */
  static final Map<String, Pattern> BY_NAME = byName();

  private UnsupportedCheckpoints() {}

  private static Map<String, Pattern> byName() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("a LoRA", "lora_|.*\\.lora_|.*\\.lora\\.|.*\\.(?:hada|lokr)_w|.*\\.alpha$");
    kinds.put("a Flux model", "(?:model\\.diffusion_model\\.)?double_blocks\\.");
    kinds.put("a Stable Diffusion 3 model", "(?:model\\.diffusion_model\\.)?joint_blocks\\.");
    kinds.put("a ControlNet", "control_model\\.|input_hint_block\\.|zero_convs\\.|controlnet_");
    kinds.put(
        "a learned embedding, for 'zoodip concepts import'",
        "emb_params$|clip_[lg]$|string_to_param\\.");
    kinds.put("an IP-Adapter", "ip_adapter\\.|image_proj\\.");
    kinds.put("a motion module of AnimateDiff", ".*motion_modules\\.");
    kinds.put("a T2I-Adapter", "(?:adapter\\.)?body\\.\\d+\\.");
    kinds.put(
        "an upscaler of pictures", "conv_first\\.|model\\.\\d+\\.(?:weight|sub\\.)|params_ema\\.");
    kinds.put(
        "a Stable Cascade, PixArt or other model whose network is no UNet of Stable Diffusion",
        "(?:model\\.diffusion_model\\.)?(?:down_blocks\\.\\d+\\.\\d+\\.channelwise|x_embedder\\.)");
    kinds.put(
        "one network of a diffusers folder, not a whole model",
        "(?:unet\\.)?(?:down_blocks|up_blocks)\\.|(?:en|de)coder\\.|text_model\\.");
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    kinds.forEach((name, pattern) -> patterns.put(name, Pattern.compile(pattern)));
    return patterns;
  }
}
