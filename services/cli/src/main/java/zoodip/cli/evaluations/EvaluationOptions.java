package zoodip.cli.evaluations;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.connection.SeedConverter;
import zoodip.cli.files.TextFile;
import zoodip.cli.images.ImageOptions;
import zoodip.v1.EvaluationSettings;

/** What is generated and scored. */
final class EvaluationOptions {
  @Option(
      names = "--prompt-set",
      paramLabel = "NAME",
      defaultValue = "",
      description = "living, non_living or toybox (default: by the subject's kind).")
  private String promptSet;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts of your own, a line each: {0} is the placeholder, {1} the class word.")
  private Path prompts;

  @Option(
      names = "--images-per-prompt",
      paramLabel = "N",
      defaultValue = "1",
      description = "Pictures of each prompt (default: ${DEFAULT-VALUE}).")
  private int imagesPerPrompt;

  @Option(
      names = "--diversity",
      paramLabel = "N",
      defaultValue = "0",
      description = "Pictures of the first prompt for DINO_inter (default: not measured).")
  private int diversityImages;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      converter = SeedConverter.class,
      description = "The pictures follow from it; -1 draws one (default: ${DEFAULT-VALUE}).")
  private Long seed;

  @Mixin private ImageOptions generation;

  EvaluationSettings settings() {
    return EvaluationSettings.newBuilder()
        .setPromptSet(promptSet)
        .addAllPrompts(prompts == null ? List.of() : lines(prompts))
        .setImagesPerPrompt(imagesPerPrompt)
        .setDiversityImages(diversityImages)
        .setSeed(seed)
        .setGeneration(generation.settings())
        .build();
  }

  private static List<String> lines(Path file) {
    return TextFile.read(file).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }
}
