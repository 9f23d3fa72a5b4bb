package zoodip.local.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import zoodip.toybox.BadSubjectException;
import zoodip.toybox.PhotoSet;

/**
 * What the demo does, from system properties.
 *
 * @param subject demo.subject: a folder with photos and a subject.json; a toy of the toybox if
 *     empty
 * @param output demo.output: where report, sheet and images go
 * @param steps demo.steps: training steps; the model's own if empty
 * @param directions demo.directions: random directions a step; the model's own if empty
 * @param imagesPerPrompt demo.images-per-prompt: images of each of the 25 prompts that are scored
 * @param imageSteps demo.picture-steps: denoising steps of an image; the model's own if empty
 * @param seed demo.seed: everything random follows from it
 */
public record DemoSettings(
    Optional<Path> subject,
    Path output,
    Optional<Integer> steps,
    Optional<Integer> directions,
    int imagesPerPrompt,
    Optional<Integer> imageSteps,
    long seed) {
  /** The toy that is learned when no other is named. */
  public static final String TOY = "mug-01";

  private static final String PREFIX = "demo.";

  /**
   * @throws IllegalArgumentException if a number is none, naming the property
   */
  public static DemoSettings of(Properties properties) {
    return new DemoSettings(
        text(properties, "subject").map(Path::of),
        Path.of(text(properties, "output").orElse("target/demo")).toAbsolutePath().normalize(),
        number(properties, "steps").map(Math::toIntExact),
        number(properties, "directions").map(Math::toIntExact),
        number(properties, "images-per-prompt").map(Math::toIntExact).orElse(1),
        number(properties, "picture-steps").map(Math::toIntExact),
        number(properties, "seed").orElse(1L));
  }

  /**
   * Checks the subject and makes the output folder, without what an earlier demo left there.
   *
   * @throws BadSubjectException if the subject's folder cannot be used
   */
  public void prepare() {
    subject.ifPresent(PhotoSet::read);
    new DemoFolder(output).prepare();
  }

  private static Optional<String> text(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(PREFIX + name))
        .filter(value -> !value.isBlank());
  }

  private static Optional<Long> number(Properties properties, String name) {
    return text(properties, name)
        .map(
            value -> {
              try {
                return Long.valueOf(value.strip());
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                    "%s%s is no whole number: '%s'".formatted(PREFIX, name, value), e);
              }
            });
  }
}
