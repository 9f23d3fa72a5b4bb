package zoodip.singlefile;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The scheduler_config.json with which diffusers publishes a family. */
final class SchedulerDescription {
  private SchedulerDescription() {}

  static void write(
      JsonFolder folder, CheckpointFamily family, TrainingDescription trainingDescription) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("_class_name", className(family, trainingDescription));
    fields.put("beta_end", 0.012);
    fields.put("beta_schedule", "scaled_linear");
    fields.put("beta_start", 0.00085);
    fields.put("clip_sample", false);
    fields.put("num_train_timesteps", 1000);
    fields.put("prediction_type", trainingDescription.prediction().name().toLowerCase(Locale.ROOT));
    fields.put("set_alpha_to_one", false);
    fields.put("skip_prk_steps", true);
    fields.put("steps_offset", 1);
    fields.put("timestep_spacing", "leading");
    if (trainingDescription.zeroTerminalSignal()) {
      fields.put("rescale_betas_zero_snr", true);
      // the last noise level counts only for a sampler that begins with it
      fields.put("timestep_spacing", "trailing");
    }
    folder.write("scheduler/scheduler_config.json", fields);
  }

  static String className(CheckpointFamily family, TrainingDescription trainingDescription) {
    return switch (family) {
      // PNDM cannot begin with noise alone
      case STABLE_DIFFUSION_1 ->
          trainingDescription.zeroTerminalSignal() ? "DDIMScheduler" : "PNDMScheduler";
      case STABLE_DIFFUSION_2 -> "DDIMScheduler";
      case STABLE_DIFFUSION_XL -> "EulerDiscreteScheduler";
    };
  }
}
