package zoodip.singlefile;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * From the names of diffusers to the original ones, by the formulas of diffusers' {@code
 * convert_diffusers_to_original_stable_diffusion.py} and its XL sibling: two residual blocks a
 * level.
 */
final class OriginalNames {
  /** Where the first upsampler of output block 2 lies: after a residual block alone. */
  static final int PLAIN_LOWEST_LEVEL = 1;

  /** After a residual block and an attention. */
  static final int ATTENDING_LOWEST_LEVEL = 2;

  private OriginalNames() {}

  static String unet(String name, int upsamplerOfLowestLevel) {
    String blocks = name;
    blocks = replace(blocks, "down_blocks\\.(\\d)\\.resnets\\.(\\d)", m -> input(m, ".0"));
    blocks = replace(blocks, "down_blocks\\.(\\d)\\.attentions\\.(\\d)", m -> input(m, ".1"));
    blocks = replace(blocks, "up_blocks\\.(\\d)\\.resnets\\.(\\d)", m -> output(m, ".0"));
    blocks = replace(blocks, "up_blocks\\.(\\d)\\.attentions\\.(\\d)", m -> output(m, ".1"));
    blocks =
        replace(
            blocks,
            "down_blocks\\.(\\d)\\.downsamplers\\.0\\.conv",
            m -> "input_blocks." + 3 * (number(m, 1) + 1) + ".0.op");
    blocks =
        replace(
            blocks,
            "up_blocks\\.(\\d)\\.upsamplers\\.0",
            m -> {
              int level = number(m, 1);
              return "output_blocks."
                  + (3 * level + 2)
                  + "."
                  + (level == 0 ? upsamplerOfLowestLevel : 2);
            });
    blocks =
        blocks
            .replace("mid_block.attentions.0.", "middle_block.1.")
            .replace("mid_block.resnets.0.", "middle_block.0.")
            .replace("mid_block.resnets.1.", "middle_block.2.");
    return blocks.contains("block") ? resnet(blocks) : ends(blocks);
  }

  private static String input(MatchResult match, String slot) {
    return "input_blocks." + (3 * number(match, 1) + number(match, 2) + 1) + slot;
  }

  private static String output(MatchResult match, String slot) {
    return "output_blocks." + (3 * number(match, 1) + number(match, 2)) + slot;
  }

  private static String resnet(String name) {
    return name.contains("transformer_blocks")
        ? name
        : name.replace(".norm1.", ".in_layers.0.")
            .replace(".conv1.", ".in_layers.2.")
            .replace(".norm2.", ".out_layers.0.")
            .replace(".conv2.", ".out_layers.3.")
            .replace(".time_emb_proj.", ".emb_layers.1.")
            .replace(".conv_shortcut.", ".skip_connection.");
  }

  private static String ends(String name) {
    return name.replace("time_embedding.linear_1", "time_embed.0")
        .replace("time_embedding.linear_2", "time_embed.2")
        .replace("add_embedding.linear_1", "label_emb.0.0")
        .replace("add_embedding.linear_2", "label_emb.0.2")
        .replace("conv_in", "input_blocks.0.0")
        .replace("conv_norm_out", "out.0")
        .replace("conv_out", "out.2");
  }

  /** The names that diffusers gave the autoencoder's attention at first, as it has them now. */
  static String modern(String name) {
    return name.contains("attentions")
        ? name.replace(".query.", ".to_q.")
            .replace(".key.", ".to_k.")
            .replace(".value.", ".to_v.")
            .replace(".proj_attn.", ".to_out.0.")
        : name;
  }

  static String vae(String name, int levels) {
    String original =
        modern(name)
            .replace("mid_block.resnets.0", "mid.block_1")
            .replace("mid_block.resnets.1", "mid.block_2")
            .replace("mid_block.attentions.0.group_norm", "mid.attn_1.norm")
            .replace("mid_block.attentions.0.to_q", "mid.attn_1.q")
            .replace("mid_block.attentions.0.to_k", "mid.attn_1.k")
            .replace("mid_block.attentions.0.to_v", "mid.attn_1.v")
            .replace("mid_block.attentions.0.to_out.0", "mid.attn_1.proj_out")
            .replace("conv_shortcut", "nin_shortcut")
            .replace("conv_norm_out", "norm_out")
            .replace("down_blocks", "down")
            .replace("downsamplers.0", "downsample")
            .replace("upsamplers.0", "upsample")
            .replace(".resnets.", ".block.");
    return replace(original, "up_blocks\\.(\\d)", m -> "up." + (levels - 1 - number(m, 1)));
  }

  /** Key and value are in the query's tensor there, and positions are no buffer. */
  static boolean inOpenClip(String name) {
    return !name.contains("k_proj") && !name.contains("v_proj") && !name.endsWith("position_ids");
  }

  static String openClip(String name) {
    return name.replace("text_model.encoder.layers", "transformer.resblocks")
        .replace("text_model.embeddings.token_embedding.weight", "token_embedding.weight")
        .replace("text_model.embeddings.position_embedding.weight", "positional_embedding")
        .replace("text_model.final_layer_norm", "ln_final")
        .replace("layer_norm1", "ln_1")
        .replace("layer_norm2", "ln_2")
        .replace("mlp.fc1", "mlp.c_fc")
        .replace("mlp.fc2", "mlp.c_proj")
        .replace("self_attn.out_proj", "attn.out_proj")
        .replace("self_attn.q_proj.", "attn.in_proj_");
  }

  private static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static String replace(
      String text, String pattern, Function<MatchResult, String> replacement) {
    return Pattern.compile(pattern).matcher(text).replaceAll(replacement);
  }
}
