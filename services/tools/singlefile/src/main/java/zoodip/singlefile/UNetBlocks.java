package zoodip.singlefile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks of a UNet. The original numbers all of them in a row, {@code input_blocks.4.1};
 * diffusers counts levels and blocks of a level, {@code down_blocks.1.attentions.0}.
 */
final class UNetBlocks {
  private final Set<String> keys;
  private final Map<String, String> names = new HashMap<>();

  private UNetBlocks(Set<String> keys) {
    this.keys = keys;
  }

  /** Walks through the blocks that the keys tell of. */
  static UNetBlocks of(Set<String> keys) {
    UNetBlocks blocks = new UNetBlocks(keys);
    blocks.down();
    blocks.middle();
    blocks.up();
    return blocks;
  }

  /** The name in diffusers of {@code input_blocks.4.1}. */
  Optional<String> name(String block) {
    return Optional.ofNullable(names.get(block));
  }

  private void down() {
    int level = 0;
    int resnet = 0;
    // block 0 is the first convolution
    for (int i = 1; isBlock("input_blocks." + i); i++) {
      String block = "input_blocks." + i;
      String down = "down_blocks." + level;
      if (keys.contains(block + ".0.op.weight")) {
        names.put(block + ".0", down + ".downsamplers.0");
        level++;
        resnet = 0;
      } else {
        names.put(block + ".0", down + ".resnets." + resnet);
        names.put(block + ".1", down + ".attentions." + resnet);
        resnet++;
      }
    }
  }

  private void middle() {
    names.put("middle_block.0", "mid_block.resnets.0");
    names.put("middle_block.1", "mid_block.attentions.0");
    names.put("middle_block.2", "mid_block.resnets.1");
  }

  private void up() {
    int level = 0;
    int resnet = 0;
    for (int i = 0; isBlock("output_blocks." + i); i++) {
      String block = "output_blocks." + i;
      String up = "up_blocks." + level;
      names.put(block + ".0", up + ".resnets." + resnet);
      names.put(block + ".1", up + ".attentions." + resnet);
      resnet++;
      Optional<String> upsampler = upsampler(block);
      if (upsampler.isPresent()) {
        names.put(upsampler.get(), up + ".upsamplers.0");
        level++;
        resnet = 0;
      }
    }
  }

  /** It comes second where a level has no attention, else third. */
  private Optional<String> upsampler(String block) {
    for (String part : new String[] {block + ".1", block + ".2"}) {
      if (keys.contains(part + ".conv.weight")) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  private boolean isBlock(String block) {
    return keys.contains(block + ".0.in_layers.0.weight") || keys.contains(block + ".0.op.weight");
  }
}
