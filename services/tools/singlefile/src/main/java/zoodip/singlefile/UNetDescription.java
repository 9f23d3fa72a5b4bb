package zoodip.singlefile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The config.json of a UNet: what its shapes tell, and the constants of its family. */
final class UNetDescription {
  private static final int GROUPS = 32;
  private static final int HEADS_1 = 8;
  private static final int SIZES = 6;
  private static final int PIXELS_PER_LATENT = 8;
  private static final String ATTENTION = "mid_block.attentions.0.";

  private final CheckpointFamily family;
  private final StateDict weights;
  private final List<Integer> channels = new ArrayList<>();

  private UNetDescription(CheckpointFamily family, StateDict weights) {
    this.family = family;
    this.weights = weights;
    int levels = weights.count("down_blocks.%d.resnets.0.conv1.weight");
    for (int level = 0; level < levels; level++) {
      channels.add(weights.dimension("down_blocks.%d.resnets.0.conv1.weight".formatted(level), 0));
    }
  }

  /**
   * The fields.
   *
   * @param pooled width of the pooled text that is a condition; 0 for families without
   */
  static Map<String, Object> of(
      CheckpointFamily family,
      StateDict weights,
      TrainingDescription trainingDescription,
      int pooled) {
    UNetDescription description = new UNetDescription(family, weights);
    Map<String, Object> fields = description.fields();
    fields.put("sample_size", trainingDescription.pixels() / PIXELS_PER_LATENT);
    if (pooled > 0) {
      description.addConditions(fields, pooled);
    }
    return fields;
  }

  /** Width of the texts that it attends to. */
  static int contextWidth(StateDict weights) {
    return weights.dimension(ATTENTION + "transformer_blocks.0.attn2.to_k.weight", 1);
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("_class_name", "UNet2DConditionModel");
    fields.put("act_fn", "silu");
    fields.put("attention_head_dim", heads());
    fields.put("block_out_channels", channels);
    fields.put("center_input_sample", false);
    fields.put("cross_attention_dim", contextWidth(weights));
    fields.put("down_block_types", types("down_blocks.%d", "CrossAttnDownBlock2D", "DownBlock2D"));
    fields.put("downsample_padding", 1);
    fields.put("flip_sin_to_cos", true);
    fields.put("freq_shift", 0);
    fields.put("in_channels", weights.dimension("conv_in.weight", 1));
    fields.put("layers_per_block", levels(this::resnets));
    fields.put("mid_block_type", "UNetMidBlock2DCrossAttn");
    fields.put("norm_eps", 1e-5);
    fields.put("norm_num_groups", GroupCounts.common(GROUPS, channels));
    fields.put("out_channels", weights.dimension("conv_out.weight", 0));
    fields.put("time_embedding_dim", weights.dimension("time_embedding.linear_1.weight", 0));
    fields.put("transformer_layers_per_block", levels(this::transformerBlocks));
    fields.put("up_block_types", types("up_blocks.%d", "CrossAttnUpBlock2D", "UpBlock2D"));
    // 2.1's scores leave the range of fp16; 2.0 cannot be told from it and loses nothing
    fields.put("upcast_attention", family == CheckpointFamily.STABLE_DIFFUSION_2);
    fields.put("use_linear_projection", weights.rank(ATTENTION + "proj_in.weight") == 2);
    return fields;
  }

  /** Diffusers calls the number of heads their width. */
  private List<Integer> heads() {
    int usual = GroupCounts.common(HEADS_1, channels);
    return switch (family) {
      case STABLE_DIFFUSION_1 -> channels.stream().map(width -> usual).toList();
      case STABLE_DIFFUSION_2, STABLE_DIFFUSION_XL ->
          channels.stream().map(GroupCounts::heads).toList();
    };
  }

  private void addConditions(Map<String, Object> fields, int pooled) {
    int width = weights.dimension("add_embedding.linear_1.weight", 1);
    fields.put("addition_embed_type", "text_time");
    fields.put("addition_time_embed_dim", (width - pooled) / SIZES);
    fields.put("projection_class_embeddings_input_dim", width);
  }

  private List<String> types(String block, String attending, String plain) {
    return IntStream.range(0, channels.size())
        .mapToObj(i -> block.formatted(i) + ".attentions.0.norm.weight")
        .map(name -> weights.has(name) ? attending : plain)
        .toList();
  }

  private List<Integer> levels(IntUnaryOperator count) {
    return IntStream.range(0, channels.size()).map(count).boxed().toList();
  }

  private int resnets(int level) {
    return weights.count("down_blocks." + level + ".resnets.%d.conv1.weight");
  }

  /** The lowest level's number is the middle's, too, and it need not attend itself. */
  private int transformerBlocks(int level) {
    boolean lowest = level == channels.size() - 1;
    String attention = lowest ? ATTENTION : "down_blocks." + level + ".attentions.0.";
    return Math.max(1, weights.count(attention + "transformer_blocks.%d.norm1.weight"));
  }
}
