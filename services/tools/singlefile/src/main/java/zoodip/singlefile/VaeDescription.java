package zoodip.singlefile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The config.json of an autoencoder: what its shapes tell, and the constants of its family. */
final class VaeDescription {
  private static final int GROUPS = 32;
  private static final double SCALING = 0.18215;
  private static final double SCALING_XL = 0.13025;

  private VaeDescription() {}

  /** What latents are multiplied with. */
  static double scaling(boolean xl) {
    return xl ? SCALING_XL : SCALING;
  }

  /**
   * The fields.
   *
   * @param pixels side of the images that it was trained on; 0 if that is not known
   */
  static Map<String, Object> of(boolean xl, StateDict weights, int pixels) {
    List<Integer> channels = channels(weights);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("_class_name", "AutoencoderKL");
    fields.put("act_fn", "silu");
    fields.put("block_out_channels", channels);
    fields.put("down_block_types", Collections.nCopies(channels.size(), "DownEncoderBlock2D"));
    // the weights do not tell whether fp16 suffices, and diffusers takes it that it does not
    fields.put("force_upcast", true);
    fields.put("in_channels", weights.dimension("encoder.conv_in.weight", 1));
    fields.put("latent_channels", weights.dimension("decoder.conv_in.weight", 1));
    fields.put("layers_per_block", weights.count("encoder.down_blocks.0.resnets.%d.conv1.weight"));
    fields.put("norm_num_groups", GroupCounts.common(GROUPS, channels));
    fields.put("out_channels", weights.dimension("decoder.conv_out.weight", 0));
    if (pixels > 0) {
      fields.put("sample_size", pixels);
    }
    fields.put("scaling_factor", scaling(xl));
    fields.put("up_block_types", Collections.nCopies(channels.size(), "UpDecoderBlock2D"));
    return fields;
  }

  private static List<Integer> channels(StateDict weights) {
    String form = "encoder.down_blocks.%d.resnets.0.conv1.weight";
    List<Integer> channels = new ArrayList<>();
    int levels = weights.count(form);
    for (int level = 0; level < levels; level++) {
      channels.add(weights.dimension(form.formatted(level), 0));
    }
    return channels;
  }
}
