package zoodip.gateway.subjects;

import java.util.List;
import java.util.Map;
import zoodip.events.v1.PhotoReference;
import zoodip.gateway.text.PhraseList;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.prompts.PromptSyntax;
import zoodip.v1.ErrorReason;
import zoodip.v1.LearnableProperty;
import zoodip.v1.PhotoHeader;

/** The neutral captions that a photo without one of its own takes turns with; {} is the concept. */
final class NeutralCaptions {
  private static final List<String> OF_OBJECTS =
      PhraseList.of(NeutralCaptions.class, "object-captions.txt");
  private static final List<String> OF_STYLES =
      PhraseList.of(NeutralCaptions.class, "style-captions.txt");

  private static final String SLOT = "{}";

  private NeutralCaptions() {}

  /**
   * Refuses a caption that names a concept, since a training knows no other one than the {} it
   * learns, or that has syntax of other programs or control characters in it.
   *
   * @throws ServiceException INVALID_REQUEST
   */
  static void requireWords(PhotoHeader photo) {
    PromptSyntax.problem(photo.getCaption())
        .ifPresent(
            problem -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_INVALID_REQUEST,
                  "photo.caption",
                  "The caption of '%s' cannot be used. %s".formatted(photo.getFilename(), problem));
            });
    Placeholders.first(photo.getCaption().replace(SLOT, " "))
        .ifPresent(
            name -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_INVALID_REQUEST,
                  "photo.caption",
                  "The caption of '%s' names the concept %s, but a training knows no other than the one it learns: write {} where the subject goes, and no name in angle brackets"
                      .formatted(photo.getFilename(), name));
            });
  }

  /**
   * Refuses photos that came before captions were checked, and name another concept than the one to
   * be learned.
   *
   * @throws ServiceException UNKNOWN_CONCEPT
   */
  static void requireOnly(String placeholder, String field, List<PhotoReference> photos) {
    for (PhotoReference photo : photos) {
      for (String caption : photo.getCaptionsList()) {
        Placeholders.firstBut(placeholder, caption.replace(SLOT, " "))
            .ifPresent(
                name -> {
                  throw ServiceException.invalid(
                      ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
                      field,
                      "The subject has a photo whose caption names the concept %s, but the training knows no other than %s: upload the photos to a new subject, with {} in their captions where the subject goes"
                          .formatted(name, placeholder),
                      Map.of("placeholder", name));
                });
      }
    }
  }

  static List<String> neutral(LearnableProperty property) {
    return property == LearnableProperty.LEARNABLE_PROPERTY_STYLE ? OF_STYLES : OF_OBJECTS;
  }
}
