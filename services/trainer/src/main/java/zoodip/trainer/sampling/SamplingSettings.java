package zoodip.trainer.sampling;

import java.util.List;
import zoodip.concepts.settings.TimestepRange;

/**
 * What a step draws from.
 *
 * @param captionsPerPhoto for each training photo how many captions it has, at least 1
 * @param flipProbability probability that a step sees the mirrored photo, in [0, 1]
 * @param timesteps the timesteps of training
 * @param latentSize numbers of one latent (channels * height * width), at least 1
 */
public record SamplingSettings(
    List<Integer> captionsPerPhoto,
    double flipProbability,
    TimestepRange timesteps,
    int latentSize) {

  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public SamplingSettings {
    captionsPerPhoto = List.copyOf(captionsPerPhoto);
    if (captionsPerPhoto.isEmpty()) {
      throw new IllegalArgumentException("no training photo: at least one is needed");
    }
    for (int photo = 0; photo < captionsPerPhoto.size(); photo++) {
      if (captionsPerPhoto.get(photo) < 1) {
        throw new IllegalArgumentException(
            "photo %d has %d captions: give it one at least"
                .formatted(photo, captionsPerPhoto.get(photo)));
      }
    }
    if (!(flipProbability >= 0 && flipProbability <= 1)) {
      throw new IllegalArgumentException(
          "flipProbability is " + flipProbability + ": a probability lies in [0, 1]");
    }
    if (latentSize < 1) {
      throw new IllegalArgumentException(
          "latentSize is " + latentSize + ": a latent has at least one number");
    }
  }

  /** How many training photos there are. */
  public int photoCount() {
    return captionsPerPhoto.size();
  }
}
