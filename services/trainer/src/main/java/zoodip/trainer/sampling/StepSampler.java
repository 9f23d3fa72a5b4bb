package zoodip.trainer.sampling;

import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.LossQuery;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/**
 * Draws the photo, caption, timestep and noise that all candidates of a step have in common, as a
 * function of seed, settings and step alone. Thread-safe.
 */
public final class StepSampler {
  private final RandomStreams streams;
  private final PhotoTimestepSequence sequence;
  private final PhotoCaptions captions;
  private final int latentSize;

  /**
   * A sampler of one training.
   *
   * @param latentSize numbers of one latent (channels * height * width), at least 1
   * @throws IllegalArgumentException if there is nothing to draw from
   */
  public StepSampler(Hyperparameters hyperparameters, PhotoCaptions captions, int latentSize) {
    if (latentSize < 1) {
      throw new IllegalArgumentException(
          "latentSize is " + latentSize + ": a latent has at least one number");
    }
    streams = new RandomStreams(hyperparameters.seed());
    sequence = sequence(hyperparameters, streams, captions.photos());
    this.captions = captions;
    this.latentSize = latentSize;
  }

  private static PhotoTimestepSequence sequence(
      Hyperparameters hyperparameters, RandomStreams streams, int photos) {
    double flipProbability = hyperparameters.flipProbability();
    return switch (hyperparameters.sampling()) {
      case INDEPENDENT ->
          new IndependentDraws(streams, photos, flipProbability, hyperparameters.timesteps());
      case IN_TURN ->
          new DrawsInTurn(streams, photos, flipProbability > 0, hyperparameters.timesteps());
    };
  }

  /**
   * What a step asks of the model.
   *
   * @param step 1 for the first
   * @param candidates [candidates, d]
   */
  public LossQuery query(long step, float[][] candidates) {
    PhotoTimestepSequence.Draw draw = sequence.at(step);
    return new LossQuery(
        draw.photo(),
        draw.flipped(),
        streams.below(captions.of(draw.photo()), RandomStream.CAPTION, step, 0),
        draw.timestep(),
        streams.gaussians(RandomStream.POSTERIOR_NOISE, step, latentSize),
        streams.gaussians(RandomStream.NOISE, step, latentSize),
        candidates);
  }

  /** The captions that steps draw from. */
  public PhotoCaptions captions() {
    return captions;
  }
}
