package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.cli.training.SettingOverrides;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;

/** A plan as its file has it; what is not written is null. */
@JsonNaming(SnakeCaseStrategy.class)
record PlanDocument(
    String name,
    String description,
    String model,
    JsonNode subjects,
    JsonNode prompts,
    Integer imagesPerPrompt,
    Integer diversityImages,
    Map<String, JsonNode> generation,
    List<Long> seeds,
    String baseline,
    List<PlannedMethod> methods,
    Integer atEqualRows,
    Integer queue) {
  private static final int LONGEST_NAME = 40;
  private static final int QUEUE = 8;
  private static final Set<String> PROMPT_SETS = Set.of("toybox", "living", "non_living");

  /**
   * The plan that it describes.
   *
   * @param home what folders are relative to
   * @param overrides what wins over the file
   * @throws UsageException if something is missing or contradicts something else
   */
  ExperimentPlan plan(Path home, PlanOverrides overrides) {
    ResourceNames.requireId("plan", PlanChecks.require("name", name));
    if (name.length() > LONGEST_NAME) {
      throw new UsageException("name has up to %d letters".formatted(LONGEST_NAME));
    }
    List<MethodVariant> variants =
        PlanChecks.require("methods", methods).stream()
            .flatMap(each -> each.variants().stream())
            .toList();
    PlanChecks.requireDifferent("methods", variants.stream().map(MethodVariant::name).toList());
    PlanChecks.requireDifferent("seeds", PlanChecks.require("seeds", seeds));
    if (atEqualRows != null) {
      requireWithoutSteps(variants);
      PlanChecks.requireAtLeast("at_equal_rows", 2, atEqualRows);
    }
    return new ExperimentPlan(
        name,
        description == null ? "" : description.strip(),
        overrides.model().or(() -> Optional.ofNullable(model)),
        subjects(home, overrides),
        evaluation(),
        seeds,
        baseline(variants),
        variants,
        atEqualRows == null ? OptionalInt.empty() : OptionalInt.of(atEqualRows),
        queue == null ? QUEUE : PlanChecks.requireAtLeast("queue", 1, queue));
  }

  private List<SubjectSource> subjects(Path home, PlanOverrides overrides) {
    if (overrides.subjects().isPresent()) {
      return List.of(new SubjectSource.PhotoFolders(overrides.subjects().get()));
    }
    if (subjects == null) {
      throw new UsageException("subjects is missing: write it, or name a folder with --subjects");
    }
    return PlannedSources.of(subjects, home);
  }

  private EvaluationSettings evaluation() {
    EvaluationSettings.Builder evaluation =
        EvaluationSettings.newBuilder()
            .setImagesPerPrompt(
                imagesPerPrompt == null
                    ? 1
                    : PlanChecks.requireAtLeast("images_per_prompt", 1, imagesPerPrompt))
            .setDiversityImages(
                diversityImages == null
                    ? 0
                    : PlanChecks.requireAtLeast("diversity_images", 0, diversityImages));
    try {
      evaluation.setGeneration(
          SettingOverrides.set(
              GenerationSettings.newBuilder(), SettingTexts.of("generation", generation)));
    } catch (UsageException e) {
      throw new UsageException("generation: " + e.getMessage(), e);
    }
    if (prompts == null) {
      return evaluation.build();
    }
    if (prompts.isTextual()) {
      PlanChecks.requireKnown("prompts", prompts.asText(), List.copyOf(PROMPT_SETS));
      return evaluation.setPromptSet(prompts.asText()).build();
    }
    return evaluation
        .addAllPrompts(
            texts(prompts)
                .orElseThrow(
                    () ->
                        new UsageException(
                            "prompts is toybox, living, non_living or a list of prompts, in which"
                                + " {0} is the placeholder and {1} the class word")))
        .build();
  }

  private Optional<String> baseline(List<MethodVariant> variants) {
    if (baseline != null) {
      PlanChecks.requireKnown(
          "baseline", baseline, variants.stream().map(MethodVariant::name).toList());
    }
    return Optional.ofNullable(baseline);
  }

  private static void requireWithoutSteps(List<MethodVariant> variants) {
    for (MethodVariant variant : variants) {
      if (variant.settings().containsKey("steps")) {
        throw new UsageException(
            "method '%s' sets steps, which at_equal_rows settles; say one of the two"
                .formatted(variant.method()));
      }
    }
  }

  /** The texts of a list that has some, and nothing else. */
  private static Optional<List<String>> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list) {
      if (!each.isTextual() || each.asText().isBlank()) {
        return Optional.empty();
      }
      texts.add(each.asText());
    }
    return list.isArray() && !texts.isEmpty() ? Optional.of(texts) : Optional.empty();
  }
}
