package zoodip.cli.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.connection.SeedConverter;
import zoodip.cli.errors.UsageException;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.Precision;
import zoodip.v1.TrainingJob;

/** What is asked of a training. */
final class TrainingOptions {
  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The base model (default: the server's only one).")
  private String model;

  @Option(
      names = "--name",
      paramLabel = "ID",
      description = "The concept's id, <ID> in prompts (default: the subject's id).")
  private String concept;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "sd15, sd21, sdxl or int4, as published; with -fast behind, along sensitivity directions"
              + " (default: the model's own settings).")
  private String preset;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--steps", paramLabel = "N", description = "Short for --set steps=N.")
  private String steps;

  @Option(
      names = "--vectors",
      paramLabel = "N",
      description = "Token vectors to learn; short for --set vectors=N.")
  private String vectors;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "Of the base model's weights: ${COMPLETION-CANDIDATES} (default: the model's own).")
  private Weights precision;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = SeedConverter.class,
      description = "Everything random follows from it (default, and for -1: drawn).")
  private Long seed;

  @Option(
      names = "--initializer",
      paramLabel = "WORDS",
      defaultValue = "",
      description = "Words that learning starts from (default: the class word).")
  private String initializer;

  @Option(
      names = "--preview-every",
      paramLabel = "STEPS",
      defaultValue = "0",
      description = "Draw previews while it learns (default: none).")
  private int previewEvery;

  @Option(
      names = "--evaluate",
      paramLabel = "PROMPTS",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Score the concept when it is learned, with the prompts of the subject's kind, or living,"
              + " non_living or toybox.")
  private String promptSet;

  Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** The job, without subject and model. */
  TrainingJob.Builder job() {
    TrainingJob.Builder job =
        TrainingJob.newBuilder()
            .setPreset(preset)
            .setSettings(SettingOverrides.of(all()))
            .setInitializer(initializer)
            .setPreviewInterval(previewEvery);
    if (concept != null) {
      job.setConceptId(ResourceNames.requireId("concept", concept));
    }
    if (precision != null) {
      job.setPrecision(precision.value);
    }
    if (seed != null) {
      job.setSeed(seed);
    }
    if (promptSet != null) {
      job.setEvaluation(EvaluationSettings.newBuilder().setPromptSet(promptSet));
    }
    return job;
  }

  private Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    add(all, "steps", steps);
    add(all, "vectors", vectors);
    return all;
  }

  private static void add(Map<String, String> all, String name, String value) {
    if (value != null && all.put(name, value) != null) {
      throw new UsageException("Say --%s or --set %s=, not both".formatted(name, name));
    }
  }

  /** The precisions by their short names. */
  enum Weights {
    FP32(Precision.PRECISION_FP32),
    BF16(Precision.PRECISION_BF16),
    FP16(Precision.PRECISION_FP16),
    INT8(Precision.PRECISION_INT8),
    INT4(Precision.PRECISION_INT4);

    private final Precision value;

    Weights(Precision value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
