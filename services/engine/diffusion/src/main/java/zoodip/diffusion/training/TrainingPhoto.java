package zoodip.diffusion.training;

import java.util.List;
import zoodip.diffusion.prompt.PromptException;
import zoodip.images.RgbImage;

/**
 * A photo of the subject with its captions.
 *
 * @param source gives the photo when it is asked for: of many large ones no two need be in memory
 *     at a time, nor any as a whole
 * @param captions at least one, each with {@code {}} where the placeholder goes
 */
public record TrainingPhoto(Source source, List<String> captions) {
  /** Stands in a caption for the placeholder. */
  public static final String SLOT = "{}";

  /** Where a photo comes from. */
  @FunctionalInterface
  public interface Source {
    /** The photo as a model sees it: {@link PhotoOptions#square} of the whole. */
    RgbImage square(PhotoOptions options);
  }

  /** A photo that is in memory. */
  public TrainingPhoto(RgbImage image, List<String> captions) {
    this(options -> options.square(image), captions);
  }

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
