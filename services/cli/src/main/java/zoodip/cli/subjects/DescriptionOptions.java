package zoodip.cli.subjects;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import zoodip.v1.LearnableProperty;

/** What is said of photos beside the photos. */
final class DescriptionOptions {
  @Option(
      names = "--class",
      paramLabel = "WORD",
      description = "What the thing is, in a word or a few that the model knows: dog.")
  private String classWord;

  @Option(
      names = "--living",
      negatable = true,
      description = "Whether it is alive: chooses the prompts that evaluations take.")
  private Boolean living;

  @Option(
      names = "--property",
      paramLabel = "object|style",
      defaultValue = "object",
      description = "What to learn of the photos (default: ${DEFAULT-VALUE}).")
  private SubjectsCreateCommand.Property property;

  @Option(
      names = "--caption",
      paramLabel = "CAPTION",
      description = "For photos without a caption of their own: \"a photo of a {} on a table\".")
  private String caption;

  @Option(
      names = "--captions",
      paramLabel = "FILE",
      description =
          "A file with a caption for each photo: JSON, {\"00.jpg\": \"...\"}, or lines of file"
              + " name, tab, caption.")
  private Path captions;

  Optional<String> classWord() {
    return Optional.ofNullable(classWord).map(String::strip).filter(word -> !word.isEmpty());
  }

  Optional<Boolean> living() {
    return Optional.ofNullable(living);
  }

  LearnableProperty property() {
    return property.value;
  }

  Optional<String> caption() {
    return Optional.ofNullable(caption);
  }

  Optional<Path> captions() {
    return Optional.ofNullable(captions);
  }
}
