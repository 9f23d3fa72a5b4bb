package zoodip.singlefile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An autoencoder as CompVis names it, without the prefix {@code first_stage_model}. */
final class VaeKeyMapping implements KeyMapping {
  private static final String END = ".(weight|bias)";

  /** The original counts the decoder's levels from the highest resolution, diffusers the others. */
  private static final Pattern DECODER_LEVEL =
      Pattern.compile("(decoder\\.up_blocks\\.)(\\d{1,4})(?!\\d)");

  /** Attention is a 1 x 1 convolution in the original; files from other tools have newer names. */
  private static final KeyPatterns TABLE =
      new KeyPatterns()
          .row("((?:post_)?quant_conv.(?:weight|bias))", "$1")
          .row("((?:en|de)coder.conv_(?:in|out).(?:weight|bias))", "$1")
          .row("((?:en|de)coder).norm_out" + END, "$1.conv_norm_out.$2")
          .row(
              "encoder.down.(\\d+).block.(\\d+).((?:norm|conv)[12])" + END,
              "encoder.down_blocks.$1.resnets.$2.$3.$4")
          .row(
              "encoder.down.(\\d+).block.(\\d+).nin_shortcut" + END,
              "encoder.down_blocks.$1.resnets.$2.conv_shortcut.$3")
          .row(
              "encoder.down.(\\d+).downsample.conv" + END,
              "encoder.down_blocks.$1.downsamplers.0.conv.$2")
          .row(
              "decoder.up.(\\d+).block.(\\d+).((?:norm|conv)[12])" + END,
              "decoder.up_blocks.$1.resnets.$2.$3.$4")
          .row(
              "decoder.up.(\\d+).block.(\\d+).nin_shortcut" + END,
              "decoder.up_blocks.$1.resnets.$2.conv_shortcut.$3")
          .row("decoder.up.(\\d+).upsample.conv" + END, "decoder.up_blocks.$1.upsamplers.0.conv.$2")
          .row(
              "((?:en|de)coder).mid.block_1.((?:norm|conv)[12])" + END,
              "$1.mid_block.resnets.0.$2.$3")
          .row(
              "((?:en|de)coder).mid.block_2.((?:norm|conv)[12])" + END,
              "$1.mid_block.resnets.1.$2.$3")
          .row(
              "((?:en|de)coder).mid.attn_1.(?:norm|group_norm)" + END,
              "$1.mid_block.attentions.0.group_norm.$2")
          .row(
              "((?:en|de)coder).mid.attn_1.(?:q|to_q|query)" + END,
              "$1.mid_block.attentions.0.to_q.$2")
          .row(
              "((?:en|de)coder).mid.attn_1.(?:k|to_k|key)" + END,
              "$1.mid_block.attentions.0.to_k.$2")
          .row(
              "((?:en|de)coder).mid.attn_1.(?:v|to_v|value)" + END,
              "$1.mid_block.attentions.0.to_v.$2")
          .row(
              "((?:en|de)coder).mid.attn_1.(?:proj_out|to_out.0|proj_attn)" + END,
              "$1.mid_block.attentions.0.to_out.0.$2");

  private final int levels;

  /**
   * @param keys of all its tensors
   */
  VaeKeyMapping(Set<String> keys) {
    levels =
        (int)
            IntStream.iterate(
                    0,
                    i -> keys.contains("decoder.up.%d.block.0.conv1.weight".formatted(i)),
                    i -> i + 1)
                .count();
  }

  @Override
  public List<LazyTensor> convert(String key, LazyTensor lazyTensor) {
    Optional<String> name = TABLE.name(key).map(this::turned);
    return name
        .map(other -> attention(other) ? lazyTensor.linear().named(other) : lazyTensor.named(other))
        .stream()
        .toList();
  }

  private static boolean attention(String name) {
    return name.contains(".attentions.");
  }

  private String turned(String name) {
    Matcher matcher = DECODER_LEVEL.matcher(name);
    if (!matcher.lookingAt()) {
      return name;
    }
    int level = Integer.parseInt(matcher.group(2));
    return matcher.group(1) + (levels - 1 - level) + name.substring(matcher.end());
  }
}
