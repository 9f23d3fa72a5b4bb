package zoodip.singlefile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A UNet as CompVis' openaimodel.py names it, without the prefix {@code model.diffusion_model}. */
final class UNetKeyMapping implements KeyMapping {
  private static final Pattern IN_BLOCK =
      Pattern.compile("((?:input_blocks|output_blocks)\\.\\d+\\.\\d+|middle_block\\.\\d+)\\.(.+)");

  private static final KeyPatterns ENDS =
      new KeyPatterns()
          .row("time_embed.0.(weight|bias)", "time_embedding.linear_1.$1")
          .row("time_embed.2.(weight|bias)", "time_embedding.linear_2.$1")
          .row("label_emb.0.0.(weight|bias)", "add_embedding.linear_1.$1")
          .row("label_emb.0.2.(weight|bias)", "add_embedding.linear_2.$1")
          .row("input_blocks.0.0.(weight|bias)", "conv_in.$1")
          .row("out.0.(weight|bias)", "conv_norm_out.$1")
          .row("out.2.(weight|bias)", "conv_out.$1");

  private static final KeyPatterns IN_BLOCKS =
      new KeyPatterns()
          .row("in_layers.0.(weight|bias)", "norm1.$1")
          .row("in_layers.2.(weight|bias)", "conv1.$1")
          .row("emb_layers.1.(weight|bias)", "time_emb_proj.$1")
          .row("out_layers.0.(weight|bias)", "norm2.$1")
          .row("out_layers.3.(weight|bias)", "conv2.$1")
          .row("skip_connection.(weight|bias)", "conv_shortcut.$1")
          .row("(?:op|conv).(weight|bias)", "conv.$1")
          .row("((?:norm|proj_in|proj_out).(?:weight|bias))", "$1")
          .row(
              "(transformer_blocks.\\d+.(?:norm[123]|attn[12].to_(?:q|k|v|out.0)"
                  + "|ff.net.(?:0.proj|2)).(?:weight|bias))",
              "$1");

  private final UNetBlocks blocks;

  /**
   * @param keys of all its tensors
   */
  UNetKeyMapping(Set<String> keys) {
    blocks = UNetBlocks.of(keys);
  }

  @Override
  public List<LazyTensor> convert(String key, LazyTensor lazyTensor) {
    return name(key).map(lazyTensor::named).stream().toList();
  }

  private Optional<String> name(String key) {
    Matcher inBlock = IN_BLOCK.matcher(key);
    Optional<String> end = ENDS.name(key);
    if (end.isPresent() || !inBlock.matches()) {
      return end;
    }
    Optional<String> rest = IN_BLOCKS.name(inBlock.group(2));
    return blocks.name(inBlock.group(1)).flatMap(block -> rest.map(name -> block + "." + name));
  }
}
