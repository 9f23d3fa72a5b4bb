package zoodip.inference.metadata;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.inference.v1.DrawRow;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/**
 * What an image's file says of how it was made: an entry each for prompt, negative prompt, seed,
 * model, concepts and settings, and all of it once more under "parameters" in the text form that
 * other user interfaces read.
 */
public final class ImageMetadata {
  private static final String PARAMETERS = "parameters";
  private static final int SHORT_DIGEST = 10;

  private ImageMetadata() {}

  /**
   * The text of one image, keyword to text.
   *
   * @param settings all set
   * @param concepts that the row's prompts name
   * @param prompts whether it tells prompt and negative prompt
   */
  public static Map<String, String> of(
      DrawRow row,
      Model model,
      GenerationSettings settings,
      Collection<LearnedConcept> concepts,
      boolean prompts) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put(
        PARAMETERS, (prompts ? prompts(row) : "") + parameters(row, model, settings, concepts));
    if (prompts) {
      text.put("prompt", row.getPrompt());
      text.put("negative_prompt", row.getNegativePrompt());
    }
    text.put("seed", Long.toString(row.getSeed()));
    text.put("model", model.getName());
    text.put("model_digest", model.getDigest());
    text.put("concepts", concepts(concepts));
    text.put("settings", json(settings));
    text.put("Software", "Zoodip");
    // a PNG text cannot hold this character, and no model's vocabulary has it
    text.replaceAll((keyword, words) -> words.replace("\0", ""));
    return text;
  }

  private static String parameters(
      DrawRow row, Model model, GenerationSettings settings, Collection<LearnedConcept> concepts) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Steps", Integer.toString(settings.getSteps()));
    fields.put("Sampler", sampler(settings.getScheduler()));
    fields.put("CFG scale", number(settings.getGuidanceScale()));
    fields.put("Seed", Long.toString(row.getSeed()));
    fields.put("Size", settings.getWidth() + "x" + settings.getHeight());
    fields.put("Model hash", shortened(model.getDigest()));
    fields.put("Model", model.getName().substring("models/".length()));
    if (!concepts.isEmpty()) {
      fields.put("TI hashes", '"' + hashes(concepts) + '"');
    }
    fields.put("Version", "Zoodip");
    return joined(fields, ", ");
  }

  private static String prompts(DrawRow row) {
    String negative =
        row.getNegativePrompt().isEmpty() ? "" : "\nNegative prompt: " + row.getNegativePrompt();
    return row.getPrompt() + negative + "\n";
  }

  private static String sampler(String scheduler) {
    return switch (scheduler) {
      case "ddim" -> "DDIM";
      case "pndm" -> "PLMS";
      case "euler" -> "Euler";
      case "euler_ancestral" -> "Euler a";
      case "dpmpp_2m" -> "DPM++ 2M";
      default -> scheduler;
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String hashes(Collection<LearnedConcept> concepts) {
    return concepts.stream()
        .map(concept -> name(concept) + ": " + shortened(concept.sha256()))
        .collect(Collectors.joining(", "));
  }

  private static String name(LearnedConcept concept) {
    return concept.name().substring(concept.name().lastIndexOf('/') + 1);
  }

  private static String concepts(Collection<LearnedConcept> concepts) {
    List<String> lines =
        concepts.stream()
            .map(
                concept ->
                    concept.placeholder() + " " + concept.name() + " sha256:" + concept.sha256())
            .toList();
    return String.join("\n", lines);
  }

  private static String json(GenerationSettings settings) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(settings);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Every message of settings can be written as JSON", e);
    }
  }

  private static String joined(Map<String, String> fields, String separator) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + ": " + field.getValue())
        .collect(Collectors.joining(separator));
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(SHORT_DIGEST, digest.length()));
  }
}
