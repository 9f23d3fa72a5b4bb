package zoodip.diffusion;

import java.util.List;
import zoodip.pictures.Picture;

/**
 * A photo of the subject with its captions.
 *
 * @param captions at least one, each with {@code {}} where the placeholder goes
 */
public record TrainingPhoto(Picture picture, List<String> captions) {
  /** Stands in a caption for the placeholder. */
  public static final String SLOT = "{}";

  public TrainingPhoto {
    captions = List.copyOf(captions);
    if (captions.isEmpty()) {
      throw new PromptException("a training photo needs at least one caption");
    }
    for (String caption : captions) {
      if (!caption.contains(SLOT)) {
        throw new PromptException(
            "a training caption needs " + SLOT + " where the subject goes: " + caption);
      }
    }
  }
}
