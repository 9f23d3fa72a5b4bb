package zoodip.trainer.sampling;

import zoodip.concepts.settings.TimestepRange;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/** Draws what each step looks at, as a function of seed, settings and step alone. Thread-safe. */
public final class StepSampler {
  private final RandomStreams streams;
  private final SamplingSettings settings;

  /** A sampler of the run with this seed. */
  public StepSampler(long seed, SamplingSettings settings) {
    this.streams = new RandomStreams(seed);
    this.settings = settings;
  }

  /** What the step (1 for the first) looks at. */
  public StepSample sample(long step) {
    int photo = streams.below(settings.photoCount(), RandomStream.PHOTO, step, 0);
    int captions = settings.captionsPerPhoto().get(photo);
    TimestepRange timesteps = settings.timesteps();
    return new StepSample(
        photo,
        streams.uniform(RandomStream.FLIP, step, 0) < settings.flipProbability(),
        streams.below(captions, RandomStream.CAPTION, step, 0),
        timesteps.low() + streams.below(timesteps.size(), RandomStream.TIMESTEP, step, 0),
        streams.gaussians(RandomStream.POSTERIOR_NOISE, step, settings.latentSize()),
        streams.gaussians(RandomStream.NOISE, step, settings.latentSize()));
  }
}
