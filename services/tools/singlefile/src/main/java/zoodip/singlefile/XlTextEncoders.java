package zoodip.singlefile;

import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/** The two text encoders of Stable Diffusion XL; its refiner has the second one alone. */
final class XlTextEncoders {
  private static final String LABELS = CheckpointFamily.UNET + "label_emb.0.0.weight";
  private static final String FIRST_AS_OPEN_CLIP = "conditioner.embedders.0.model.";

  /** Of ViT-bigG, the second encoder. */
  private static final long SECOND_WIDTH = 1280;

  private final SafetensorsFile file;

  private XlTextEncoders(SafetensorsFile file) {
    this.file = file;
  }

  /** Those of a file. */
  static XlTextEncoders of(SafetensorsFile file) {
    return new XlTextEncoders(file);
  }

  /** Whether the checkpoint is one of XL, whatever encoders it still has. */
  boolean belongTo() {
    // models of 2 that vary images have labels, too
    boolean second = TextEncoderShape.isThere(file, "cond_stage_model.model.");
    return hasSecond() || (file.contains(LABELS) && !second && !isRefiner());
  }

  boolean isRefiner() {
    return !hasSecond() && (isRefinerOfSgm() || isRefinerOfTransformers());
  }

  /** Stable Diffusion 2 can have the same keys, but no condition on sizes. */
  private boolean isRefinerOfSgm() {
    return TextEncoderShape.isThere(file, FIRST_AS_OPEN_CLIP)
        && (file.contains(LABELS) || !file.contains(FIRST_AS_OPEN_CLIP + "token_embedding.weight"));
  }

  private boolean isRefinerOfTransformers() {
    return file.contains(LABELS)
        && TextEncoderShape.of(file, CheckpointFamily.CLIP).width() == SECOND_WIDTH;
  }

  private boolean hasSecond() {
    return TextEncoderShape.isThere(file, CheckpointFamily.SECOND);
  }

  /**
   * Looks for both.
   *
   * @throws ConfigException that names what is missing
   */
  void requireBoth() {
    List<String> missing = new ArrayList<>();
    if (!TextEncoderShape.isThere(file, CheckpointFamily.CLIP)) {
      missing.add("first text encoder (CLIP ViT-L, at conditioner.embedders.0)");
    }
    if (!hasSecond()) {
      missing.add("second text encoder (OpenCLIP ViT-bigG, at conditioner.embedders.1)");
    }
    if (!missing.isEmpty()) {
      throw new ConfigException(
          file.path(),
          "is a checkpoint of Stable Diffusion XL without its %s: take a file of the same model that has %s"
              .formatted(String.join(" and its ", missing), missing.size() > 1 ? "both" : "it"));
    }
  }
}
