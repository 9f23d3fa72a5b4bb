package zoodip.trainer.sampling;

import java.util.List;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.TimestepRange;
import zoodip.diffusion.LossQuery;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/**
 * Draws the photo, caption, timestep and noise that all candidates of a step have in common, as a
 * function of seed, settings and step alone. Thread-safe.
 */
public final class StepSampler {
  private final RandomStreams streams;
  private final double flipProbability;
  private final TimestepRange timesteps;
  private final List<Integer> captionsPerPhoto;
  private final int latentSize;

  /**
   * A sampler of one training.
   *
   * @param captionsPerPhoto for each training photo how many captions it has, at least 1
   * @param latentSize numbers of one latent (channels * height * width), at least 1
   * @throws IllegalArgumentException if there is nothing to draw from
   */
  public StepSampler(
      Hyperparameters hyperparameters, List<Integer> captionsPerPhoto, int latentSize) {
    requireCaptions(captionsPerPhoto);
    if (latentSize < 1) {
      throw new IllegalArgumentException(
          "latentSize is " + latentSize + ": a latent has at least one number");
    }
    streams = new RandomStreams(hyperparameters.seed());
    flipProbability = hyperparameters.flipProbability();
    timesteps = hyperparameters.timesteps();
    this.captionsPerPhoto = List.copyOf(captionsPerPhoto);
    this.latentSize = latentSize;
  }

  /**
   * What a step asks of the model.
   *
   * @param step 1 for the first
   * @param candidates [candidates, d]
   */
  public LossQuery query(long step, float[][] candidates) {
    int photo = streams.below(captionsPerPhoto.size(), RandomStream.PHOTO, step, 0);
    return new LossQuery(
        photo,
        streams.uniform(RandomStream.FLIP, step, 0) < flipProbability,
        streams.below(captionsPerPhoto.get(photo), RandomStream.CAPTION, step, 0),
        timesteps.low() + streams.below(timesteps.size(), RandomStream.TIMESTEP, step, 0),
        streams.gaussians(RandomStream.POSTERIOR_NOISE, step, latentSize),
        streams.gaussians(RandomStream.NOISE, step, latentSize),
        candidates);
  }

  private static void requireCaptions(List<Integer> captionsPerPhoto) {
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
  }
}
