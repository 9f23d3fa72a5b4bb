package zoodip.trainer.sampling;

import java.util.List;
import java.util.stream.IntStream;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.TimestepRange;
import zoodip.diffusion.LossQuery;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/**
 * Samples that a training looks at now and then, always the same: the mean of their losses changes
 * with theta alone (common random numbers), where the loss of a step mostly tells which timestep
 * was drawn. Each has a part of the range of timesteps to itself; photos and captions come in
 * rotation. Nothing is drawn from a stream that steps draw from. Thread-safe.
 */
public final class ProbeSet {
  private final ProbeSchedule schedule;
  private final RandomStreams streams;
  private final PhotoCaptions captions;
  private final double flipProbability;
  private final TimestepRange timesteps;
  private final int latentSize;

  /**
   * The probe set of one training.
   *
   * @param latentSize numbers of one latent (channels * height * width), at least 1
   */
  public ProbeSet(Hyperparameters hyperparameters, PhotoCaptions captions, int latentSize) {
    schedule = ProbeSchedule.of(hyperparameters);
    streams = new RandomStreams(hyperparameters.seed());
    this.captions = captions;
    flipProbability = hyperparameters.flipProbability();
    timesteps = hyperparameters.timesteps();
    this.latentSize = latentSize;
  }

  /**
   * Whether a probe follows a step.
   *
   * @param step 0 for before the first
   */
  public boolean isDue(long step) {
    return schedule.isDue(step);
  }

  /**
   * What a probe asks of the model: one candidate in each sample.
   *
   * @param theta [d]
   */
  public List<LossQuery> queries(float[] theta) {
    return IntStream.range(0, schedule.samples()).mapToObj(i -> query(i, theta)).toList();
  }

  private LossQuery query(int sample, float[] theta) {
    PhotoCaptions.CaptionChoice choice = captions.inRotation(sample);
    return new LossQuery(
        choice.photo(),
        streams.uniform(RandomStream.PROBE_FLIP, sample, 0) < flipProbability,
        choice.caption(),
        timestep(sample),
        streams.gaussians(RandomStream.PROBE_POSTERIOR_NOISE, sample, latentSize),
        streams.gaussians(RandomStream.PROBE_NOISE, sample, latentSize),
        new float[][] {theta});
  }

  private int timestep(int sample) {
    double within = streams.uniform(RandomStream.PROBE_TIMESTEP, sample, 0);
    return timesteps.low() + (int) ((sample + within) / schedule.samples() * timesteps.size());
  }
}
