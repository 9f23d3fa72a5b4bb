package zoodip.singlefile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model_index.json of a family. */
final class PipelineDescription {
  private static final String DIFFUSERS = "diffusers";
  private static final String TRANSFORMERS = "transformers";

  private PipelineDescription() {}

  static void write(
      JsonFolder folder, CheckpointFamily family, TrainingDescription trainingDescription) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("_class_name", family.family().pipeline());
    fields.put(
        "scheduler",
        List.of(DIFFUSERS, SchedulerDescription.className(family, trainingDescription)));
    fields.put("text_encoder", List.of(TRANSFORMERS, "CLIPTextModel"));
    fields.put("tokenizer", List.of(TRANSFORMERS, "CLIPTokenizer"));
    fields.put("unet", List.of(DIFFUSERS, "UNet2DConditionModel"));
    fields.put("vae", List.of(DIFFUSERS, "AutoencoderKL"));
    if (family == CheckpointFamily.STABLE_DIFFUSION_XL) {
      fields.put("force_zeros_for_empty_prompt", true);
      fields.put("text_encoder_2", List.of(TRANSFORMERS, "CLIPTextModelWithProjection"));
      fields.put("tokenizer_2", List.of(TRANSFORMERS, "CLIPTokenizer"));
    }
    folder.write("model_index.json", fields);
  }
}
