package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.safetensors.ElementType;

/** At the sizes of the real models, whose weights are nowhere here. */
class UNetDescriptionTest {
  private final StateDict weights = new StateDict(Path.of("real.safetensors"));

  private void shape(String name, long... shape) {
    LazyTensor lazyTensor =
        new LazyTensor(
            name,
            ElementType.F16,
            Arrays.stream(shape).boxed().toList(),
            () -> {
              throw new AssertionError("a description needs no values");
            });
    weights.add(name, lazyTensor);
  }

  private void unet(int context, long... channels) {
    long width = 4;
    for (int level = 0; level < channels.length; level++) {
      shape("down_blocks." + level + ".resnets.0.conv1.weight", channels[level], width, 3, 3);
      shape("down_blocks." + level + ".resnets.1.conv1.weight", channels[level], width, 3, 3);
      width = channels[level];
    }
    shape("conv_in.weight", channels[0], 4, 3, 3);
    shape("conv_out.weight", 4, channels[0], 3, 3);
    shape("time_embedding.linear_1.weight", 4 * channels[0], channels[0]);
    shape("mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight", width, context);
  }

  private void transformers(String attention, int blocks) {
    shape(attention + ".norm.weight", 640);
    for (int block = 0; block < blocks; block++) {
      shape(attention + ".transformer_blocks." + block + ".norm1.weight", 640);
    }
  }

  private Map<String, Object> described(CheckpointFamily family, int pooled) {
    TrainingDescription trainingDescription =
        TrainingDescription.of(family, weights, new TrainingClaims(), Optional.empty());
    return UNetDescription.of(family, weights, trainingDescription, pooled);
  }

  @Test
  void stableDiffusion1HasEightHeadsEverywhere() {
    unet(768, 320, 640, 1280, 1280);
    shape("mid_block.attentions.0.proj_in.weight", 1280, 1280, 1, 1);
    var fields = described(CheckpointFamily.STABLE_DIFFUSION_1, 0);
    assertEquals(List.of(8, 8, 8, 8), fields.get("attention_head_dim"));
    assertEquals(32, fields.get("norm_num_groups"));
    assertEquals(64, fields.get("sample_size"));
    assertEquals(768, fields.get("cross_attention_dim"));
    assertEquals(false, fields.get("use_linear_projection"));
  }

  @Test
  void stableDiffusion2HasHeadsOf64AndPredictsVelocities() {
    unet(1024, 320, 640, 1280, 1280);
    shape("mid_block.attentions.0.proj_in.weight", 1280, 1280);
    var fields = described(CheckpointFamily.STABLE_DIFFUSION_2, 0);
    assertEquals(List.of(5, 10, 20, 20), fields.get("attention_head_dim"));
    assertEquals(96, fields.get("sample_size"));
    assertEquals(true, fields.get("use_linear_projection"));
  }

  @Test
  void theBaseModelOfStableDiffusion2IsSmaller() {
    unet(1024, 320, 640, 1280, 1280);
    assertEquals(
        new TrainingDescription(PredictionType.EPSILON, 512, false),
        TrainingDescription.of(
            CheckpointFamily.STABLE_DIFFUSION_2,
            weights,
            new TrainingClaims(),
            Optional.of(PredictionType.EPSILON)));
  }

  @Test
  void stableDiffusionXlHasDeepAttentionAndSizes() {
    unet(2048, 320, 640, 1280);
    shape("mid_block.attentions.0.proj_in.weight", 1280, 1280);
    shape("add_embedding.linear_1.weight", 1280, 2816);
    transformers("down_blocks.1.attentions.0", 2);
    transformers("down_blocks.2.attentions.0", 10);
    transformers("mid_block.attentions.0", 10);
    var fields = described(CheckpointFamily.STABLE_DIFFUSION_XL, 1280);
    assertEquals(List.of(5, 10, 20), fields.get("attention_head_dim"));
    assertEquals(List.of(1, 2, 10), fields.get("transformer_layers_per_block"));
    assertEquals(
        List.of("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        fields.get("down_block_types"));
    assertEquals(256, fields.get("addition_time_embed_dim"));
    assertEquals(2816, fields.get("projection_class_embeddings_input_dim"));
    assertEquals(128, fields.get("sample_size"));
  }

  @Test
  void marksOfAFineTuneCount() {
    unet(2048, 320, 640, 1280);
    TrainingClaims claims = new TrainingClaims();
    claims.velocity("a mark");
    claims.zeroTerminalSignal("another");
    assertEquals(
        new TrainingDescription(PredictionType.V_PREDICTION, 1024, true),
        TrainingDescription.of(
            CheckpointFamily.STABLE_DIFFUSION_XL, weights, claims, claims.prediction()));
  }
}
