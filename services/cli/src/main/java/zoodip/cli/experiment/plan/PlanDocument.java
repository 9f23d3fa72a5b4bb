package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.cli.training.SettingOverrides;
import zoodip.platform.names.NearestNames;
import zoodip.toybox.Toybox;
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
  private static final String ALL = "all";
  private static final Set<String> PROMPT_SETS = Set.of("toybox", "living", "non_living");

  /**
   * The plan that it describes.
   *
   * @param home what folders are relative to
   * @throws UsageException if something is missing or contradicts something else
   */
  ExperimentPlan plan(Path home) {
    ResourceNames.requireId("plan", require("name", name));
    if (name.length() > LONGEST_NAME) {
      throw new UsageException("name has up to %d letters".formatted(LONGEST_NAME));
    }
    List<MethodVariant> variants =
        require("methods", methods).stream().flatMap(each -> each.variants().stream()).toList();
    requireDifferent("methods", variants.stream().map(MethodVariant::name).toList());
    requireDifferent("seeds", require("seeds", seeds));
    if (atEqualRows != null) {
      requireWithoutSteps(variants);
      requireAtLeast("at_equal_rows", 2, atEqualRows);
    }
    return new ExperimentPlan(
        name,
        description == null ? "" : description.strip(),
        Optional.ofNullable(model),
        subjects(home),
        evaluation(),
        seeds,
        baseline(variants),
        variants,
        atEqualRows == null ? OptionalInt.empty() : OptionalInt.of(atEqualRows),
        queue == null ? QUEUE : requireAtLeast("queue", 1, queue));
  }

  private PlannedSubjects subjects(Path home) {
    JsonNode folder = require("subjects", subjects).path("folder");
    if (subjects.isObject() && subjects.size() == 1 && folder.isTextual()) {
      return new PlannedSubjects.PhotoFolders(home.resolve(folder.asText()));
    }
    List<String> toys =
        texts(subjects)
            .orElseThrow(
                () ->
                    new UsageException(
                        "subjects is [all], a list of toys such as [mug-01, cat-07], or"
                            + " {folder: DIR}"));
    if (toys.equals(List.of(ALL))) {
      return new PlannedSubjects.Toys(Toybox.subjectNames());
    }
    toys.forEach(toy -> requireKnown("subjects", toy, Toybox.subjectNames()));
    requireDifferent("subjects", toys);
    return new PlannedSubjects.Toys(toys);
  }

  private EvaluationSettings evaluation() {
    EvaluationSettings.Builder evaluation =
        EvaluationSettings.newBuilder()
            .setImagesPerPrompt(
                imagesPerPrompt == null
                    ? 1
                    : requireAtLeast("images_per_prompt", 1, imagesPerPrompt))
            .setDiversityImages(
                diversityImages == null
                    ? 0
                    : requireAtLeast("diversity_images", 0, diversityImages));
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
      requireKnown("prompts", prompts.asText(), List.copyOf(PROMPT_SETS));
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
      requireKnown("baseline", baseline, variants.stream().map(MethodVariant::name).toList());
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

  private static <T> T require(String key, T value) {
    if (value == null || value instanceof List<?> list && list.isEmpty()) {
      throw new UsageException("%s is missing".formatted(key));
    }
    return value;
  }

  private static int requireAtLeast(String key, int least, int value) {
    if (value < least) {
      throw new UsageException("%s is %d; use at least %d".formatted(key, value, least));
    }
    return value;
  }

  private static void requireDifferent(String key, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new UsageException("%s has %s twice".formatted(key, value));
      }
    }
  }

  private static void requireKnown(String key, String value, List<String> known) {
    if (!known.contains(value)) {
      throw new UsageException(
          "%s: there is no '%s'%s; there are %s"
              .formatted(
                  key,
                  value,
                  NearestNames.suggestion(value, known),
                  known.stream().sorted().collect(Collectors.joining(", "))));
    }
  }
}
