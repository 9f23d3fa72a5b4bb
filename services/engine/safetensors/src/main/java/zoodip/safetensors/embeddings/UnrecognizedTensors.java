package zoodip.safetensors.embeddings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorEntry;
import zoodip.safetensors.TensorNames;

/** Refuses by name what programs keep in files that look like those of embeddings. */
final class UnrecognizedTensors {
  private static final String T5 = "the T5 text encoder of Stable Diffusion 3 or Flux";
  private static final Map<String, String> ENCODERS =
      Map.of(
          "t5xxl",
          T5,
          "t5",
          T5,
          "t5xl",
          T5,
          "pile_t5xl",
          "the T5 text encoder of AuraFlow",
          "llama",
          "the LLaMA text encoder of HunyuanVideo or HiDream");

  /** As kohya's scripts, LyCORIS, diffusers and PEFT name tensors that change a model's weights. */
  private static final Pattern LORA =
      Pattern.compile(
          "lora_unet|_lora\\.(?:up|down)\\.|^(?:lycoris|b?oft)_"
              + "|(?:^|\\.)(?:lora[._]|hada_[wt]|lokr_[wt]|b?oft_|dora_scale$)");

  private static final String OUTPUT = "_out";
  private static final String BUNDLED = "bundle_emb.";
  private static final String ALONE =
      "; write each into a file of its own (safetensors.torch.save_file) and import those";

  private UnrecognizedTensors() {}

  static void refuse(SafetensorsFile file) {
    for (String name : file.names()) {
      refuseEncoder(file, name);
      refuseOutput(file, name);
    }
    refuseBundle(file);
    refuseLora(file);
  }

  /** Refuses tensors that could each be an embedding. */
  static void refuseSeveral(SafetensorsFile file) {
    Set<String> names = file.names();
    List<TensorEntry> entries = names.stream().map(file::entry).toList();
    boolean several =
        entries.size() > 1
            && entries.stream().allMatch(UnrecognizedTensors::isEmbedding)
            && entries.stream().map(UnrecognizedTensors::width).distinct().count() == 1;
    if (several) {
      List<String> first =
          names.stream()
              .filter(
                  name ->
                      !names.contains(name.replaceFirst("_\\d+$", "")) || !name.matches(".*_\\d+"))
              .toList();
      throw new SafetensorsException(
          file.path(),
          "holds several embeddings (%s), but a concept is made of one"
                  .formatted(TensorNames.few(first))
              + ALONE);
    }
  }

  private static void refuseEncoder(SafetensorsFile file, String name) {
    String encoder = ENCODERS.get(name);
    if (encoder != null) {
      throw new SafetensorsException(
          file.path(), "tensor %s is for %s; no such model runs here".formatted(name, encoder));
    }
  }

  private static void refuseOutput(SafetensorsFile file, String name) {
    boolean output =
        name.endsWith(OUTPUT)
            && EncoderTensors.given(name.substring(0, name.length() - OUTPUT.length()));
    if (output) {
      throw new SafetensorsException(
          file.path(),
          ("tensor %s is an output embedding of OneTrainer, which stands for what the text encoder"
                  + " gives, not for a word; train it there without 'output embedding'")
              .formatted(name));
    }
  }

  private static void refuseBundle(SafetensorsFile file) {
    List<String> bundled =
        file.names().stream()
            .filter(name -> name.startsWith(BUNDLED))
            .map(name -> name.substring(BUNDLED.length()).replaceFirst("\\..*", ""))
            .distinct()
            .toList();
    if (!bundled.isEmpty()) {
      throw new SafetensorsException(
          file.path(),
          "is a bundle with the embeddings %s".formatted(TensorNames.few(bundled)) + ALONE);
    }
  }

  /** One tensor is enough: it may be all that is left of one, and is as wide as an embedding. */
  private static void refuseLora(SafetensorsFile file) {
    file.names().stream()
        .filter(name -> LORA.matcher(name).find())
        .findFirst()
        .ifPresent(
            name -> {
              throw new SafetensorsException(
                  file.path(),
                  ("is a LoRA or one of its kind, not an embedding, by its tensor %s: it changes the"
                          + " model, and is not read")
                      .formatted(name));
            });
  }

  private static boolean isEmbedding(TensorEntry entry) {
    int dimensions = entry.shape().size();
    return entry.type().floating()
        && (dimensions == 1 || dimensions == 2)
        && !EncoderTensors.given(entry.name());
  }

  private static long width(TensorEntry entry) {
    return entry.shape().get(entry.shape().size() - 1);
  }
}
