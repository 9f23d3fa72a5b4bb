package zoodip.trainer.sampling;

import zoodip.concepts.settings.TimestepRange;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/** Each step draws by itself, uniformly: as ZOODiP does. */
record IndependentDraws(
    RandomStreams streams, int photos, double flipProbability, TimestepRange timesteps)
    implements PhotoTimestepSequence {
  @Override
  public Draw at(long step) {
    return new Draw(
        streams.below(photos, RandomStream.PHOTO, step, 0),
        streams.uniform(RandomStream.FLIP, step, 0) < flipProbability,
        timesteps.low() + streams.below(timesteps.size(), RandomStream.TIMESTEP, step, 0));
  }
}
