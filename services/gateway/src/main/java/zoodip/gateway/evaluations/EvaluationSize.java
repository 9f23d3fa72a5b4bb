package zoodip.gateway.evaluations;

import java.nio.charset.StandardCharsets;
import java.util.List;
import zoodip.gateway.requests.Violations;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.Topics;
import zoodip.platform.prompts.PromptTemplate;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;

/**
 * How much one evaluation may be: its images and prompts must fit into answers, requests and
 * events.
 */
public final class EvaluationSize {
  /** With their names an answer stays under the 4 MiB that a gRPC client takes by itself. */
  static final int MAX_IMAGES = 50_000;

  /** Of a prompt that images are generated for, in letters, as in every request for images. */
  static final int MAX_LETTERS = 4096;

  private EvaluationSize() {}

  /**
   * Refuses what would be too much.
   *
   * @param settings all set
   * @param placeholder empty for the class word alone
   * @param field the path of the settings in the request, with a dot at its end
   * @throws ServiceException BAD_SETTINGS
   */
  public static void check(
      EvaluationSettings settings, String classWord, String placeholder, String field) {
    Violations violations = new Violations();
    checkImages(settings, field, violations);
    checkPrompts(settings.getPromptsList(), classWord, placeholder, field, violations);
    violations.throwIfAny(ErrorReason.ERROR_REASON_BAD_SETTINGS);
  }

  private static void checkImages(
      EvaluationSettings settings, String field, Violations violations) {
    int each = settings.getImagesPerPrompt();
    int images =
        settings.getPromptsCount() * each + Math.max(0, settings.getDiversityImages() - each);
    violations.require(
        images <= MAX_IMAGES,
        field + "images_per_prompt",
        "is %d: with %d prompts that makes %d pictures, and there may be %d; take fewer of either"
            .formatted(each, settings.getPromptsCount(), images, MAX_IMAGES));
  }

  private static void checkPrompts(
      List<String> prompts,
      String classWord,
      String placeholder,
      String field,
      Violations violations) {
    long bytes = 0;
    for (int i = 0; i < prompts.size(); i++) {
      String filled = new PromptTemplate(prompts.get(i)).fill(placeholder, classWord);
      int letters = filled.codePointCount(0, filled.length());
      bytes += filled.getBytes(StandardCharsets.UTF_8).length;
      violations.require(
          letters <= MAX_LETTERS,
          field + "prompts[" + i + "]",
          "has %d letters with placeholder and class word filled in, and may have %d"
              .formatted(letters, MAX_LETTERS));
    }
    violations.require(
        bytes <= Topics.MAX_EVENT_BYTES,
        field + "prompts",
        "take %d bytes of UTF-8 with placeholder and class word filled in, and may take %d; use fewer or shorter ones"
            .formatted(bytes, Topics.MAX_EVENT_BYTES));
  }
}
