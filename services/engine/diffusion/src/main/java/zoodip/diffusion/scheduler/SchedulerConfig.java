package zoodip.diffusion.scheduler;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import zoodip.safetensors.BoundedJson;

/**
 * The fields of a {@code scheduler_config.json} of diffusers. A field that is absent or null has
 * the default of the scheduler that asks for it: the defaults differ from class to class.
 */
public final class SchedulerConfig {
  /** With room for a beta of each timestep. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int DEEPEST = 100;

  /** A hundred times the usual. */
  private static final int MOST_TIMESTEPS = 100_000;

  /** Python writes -Infinity, a default of DPM-Solver, although JSON does not know it. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              BoundedJson.factory(
                  StreamReadConstraints.builder()
                      .maxDocumentLength(MOST_BYTES)
                      .maxNestingDepth(DEEPEST)
                      .build()))
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final List<String> OF_TRAINING =
      List.of(
          "beta_start",
          "beta_end",
          "beta_schedule",
          "trained_betas",
          "num_train_timesteps",
          "prediction_type",
          "rescale_betas_zero_snr",
          "set_alpha_to_one",
          "steps_offset",
          "timestep_spacing",
          "use_karras_sigmas",
          "use_exponential_sigmas");

  private final ObjectNode fields;

  private SchedulerConfig(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * Reads a file.
   *
   * @throws SchedulerException if there is none or it holds no JSON object
   */
  public static SchedulerConfig read(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return of(JSON.readTree(content));
    } catch (IOException e) {
      throw new SchedulerException(file + " cannot be read as JSON: " + e.getMessage(), e);
    }
  }

  /** The fields of a JSON object. */
  public static SchedulerConfig of(JsonNode json) {
    if (json instanceof ObjectNode fields) {
      return new SchedulerConfig(fields.deepCopy());
    }
    throw new SchedulerException("a scheduler's configuration is a JSON object, not " + json);
  }

  /**
   * The configuration as the pipelines of Stable Diffusion 1 and 2 (not XL) use it: they insist on
   * {@code steps_offset} 1 and {@code clip_sample} false whatever an old file says.
   */
  public SchedulerConfig forStableDiffusion() {
    ObjectNode changed = fields.deepCopy();
    changed.put("steps_offset", 1).put("clip_sample", false);
    return new SchedulerConfig(changed);
  }

  /**
   * What the training says of the noise, for a scheduler of another class; how the file's own
   * samples is left away. Latents are never clipped: they are no pixels.
   */
  SchedulerConfig forTrainingAlone(String className) {
    ObjectNode kept = fields.objectNode().put("_class_name", className).put("clip_sample", false);
    for (String field : OF_TRAINING) {
      if (fields.hasNonNull(field)) {
        kept.set(field, fields.get(field));
      }
    }
    if (!Timesteps.SPACINGS.contains(kept.path("timestep_spacing").asText())) {
      kept.remove("timestep_spacing");
    }
    return new SchedulerConfig(kept);
  }

  SchedulerConfig withDefault(String field, double value) {
    return fields.hasNonNull(field)
        ? this
        : new SchedulerConfig(fields.deepCopy().put(field, value));
  }

  SchedulerConfig withDefault(String field, String value) {
    return fields.hasNonNull(field)
        ? this
        : new SchedulerConfig(fields.deepCopy().put(field, value));
  }

  /** The diffusers class that the file names; empty if it names none. */
  public String className() {
    return text("_class_name", "");
  }

  /** What the model predicts. */
  public PredictionType prediction() {
    String name = choice("prediction_type", "epsilon", List.of("epsilon", "v_prediction"));
    return PredictionType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing of an image is left at the training's last timestep. */
  public boolean endsInNoiseAlone() {
    return NoiseSchedule.of(this).endsInNoiseAlone();
  }

  /** Timesteps of the training, usually 1000. */
  public int trainTimesteps() {
    int timesteps = whole("num_train_timesteps", 1000);
    if (timesteps < 2) {
      throw wrong("num_train_timesteps", "is " + timesteps + "; it must be at least 2");
    }
    if (timesteps > MOST_TIMESTEPS) {
      throw wrong(
          "num_train_timesteps",
          "is %,d; at most %,d are supported".formatted(timesteps, MOST_TIMESTEPS));
    }
    return timesteps;
  }

  boolean flag(String field, boolean absent) {
    if (!fields.hasNonNull(field)) {
      return absent;
    }
    if (!fields.get(field).isBoolean()) {
      throw wrong(field, "is neither true nor false");
    }
    return fields.get(field).booleanValue();
  }

  double number(String field, double absent) {
    return optionalNumber(field).orElse(absent);
  }

  OptionalDouble optionalNumber(String field) {
    if (!fields.hasNonNull(field)) {
      return OptionalDouble.empty();
    }
    JsonNode value = fields.get(field);
    if (!value.isNumber()) {
      throw wrong(field, "is not a number");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  int whole(String field, int absent) {
    if (!fields.hasNonNull(field)) {
      return absent;
    }
    if (!fields.get(field).isIntegralNumber() || !fields.get(field).canConvertToInt()) {
      throw wrong(field, "is not a whole number");
    }
    return fields.get(field).intValue();
  }

  String text(String field, String absent) {
    return fields.hasNonNull(field) ? fields.get(field).asText() : absent;
  }

  /** A field that has one of a few values. */
  String choice(String field, String absent, List<String> supported) {
    String value = text(field, absent);
    if (!supported.contains(value)) {
      throw wrong(field, "is '" + value + "', which is not supported; supported: " + supported);
    }
    return value;
  }

  /** Refuses a switch that would change the images in a way that is not implemented. */
  void mustBeOff(String field) {
    if (flag(field, false)) {
      throw wrong(field, "is true, which is not supported; choose a scheduler without it");
    }
  }

  /** A list of numbers; empty if absent. */
  double[] numbers(String field) {
    if (!fields.hasNonNull(field)) {
      return new double[0];
    }
    JsonNode list = fields.get(field);
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      if (!list.get(i).isNumber()) {
        throw wrong(field, "holds something that is not a number");
      }
      values[i] = list.get(i).doubleValue();
    }
    return values;
  }

  static SchedulerException wrong(String field, String problem) {
    return new SchedulerException("scheduler configuration: " + field + " " + problem);
  }
}
