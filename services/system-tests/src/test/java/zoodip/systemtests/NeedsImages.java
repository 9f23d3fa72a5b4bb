package zoodip.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Runs a test where the services' images were built and can be run, and says so in one line. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("images")
@ExtendWith(NeedsImages.ImagesCondition.class)
@interface NeedsImages {
  /** What runs the images. */
  Runner value();

  /** Ways to run an image, and what a machine lacks that has none of it. */
  enum Runner {
    /** {@link ServiceImage}. */
    NAMESPACES(ServiceImage::canRun, "Linux with unshare, and a user who may mount in a namespace"),
    DOCKER(() -> DockerClientFactory.instance().isDockerAvailable(), "Docker");

    private final BooleanSupplier available;
    private final String needed;

    Runner(BooleanSupplier available, String needed) {
      this.available = available;
      this.needed = needed;
    }
  }

  /** Asks for the system property that the profile sets, and for what is to run the images. */
  final class ImagesCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<String> lack = lack(context);
      lack.ifPresent(System.out::println);
      return lack.map(ConditionEvaluationResult::disabled)
          .orElseGet(() -> ConditionEvaluationResult.enabled("The images can be run"));
    }

    private static Optional<String> lack(ExtensionContext context) {
      String skipped = context.getDisplayName() + " is skipped: it needs ";
      Runner runner = context.getRequiredTestClass().getAnnotation(NeedsImages.class).value();
      if (System.getProperty("images") == null) {
        return Optional.of(skipped + "the services' images, which -Pimages builds");
      }
      return runner.available.getAsBoolean()
          ? Optional.empty()
          : Optional.of(skipped + runner.needed);
    }
  }
}
