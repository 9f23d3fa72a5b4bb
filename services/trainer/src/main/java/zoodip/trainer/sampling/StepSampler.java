package zoodip.trainer.sampling;

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
  private final SamplingSettings settings;

  /** A sampler of the run with this seed. */
  public StepSampler(long seed, SamplingSettings settings) {
    this.streams = new RandomStreams(seed);
    this.settings = settings;
  }

  /**
   * What a step asks of the model.
   *
   * @param step 1 for the first
   * @param candidates [candidates, d]
   */
  public LossQuery query(long step, float[][] candidates) {
    int photo = streams.below(settings.photoCount(), RandomStream.PHOTO, step, 0);
    int captions = settings.captionsPerPhoto().get(photo);
    TimestepRange timesteps = settings.timesteps();
    return new LossQuery(
        photo,
        streams.uniform(RandomStream.FLIP, step, 0) < settings.flipProbability(),
        streams.below(captions, RandomStream.CAPTION, step, 0),
        timesteps.low() + streams.below(timesteps.size(), RandomStream.TIMESTEP, step, 0),
        streams.gaussians(RandomStream.POSTERIOR_NOISE, step, settings.latentSize()),
        streams.gaussians(RandomStream.NOISE, step, settings.latentSize()),
        candidates);
  }
}
