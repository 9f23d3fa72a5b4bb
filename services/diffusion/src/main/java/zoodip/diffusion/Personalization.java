package zoodip.diffusion;

/**
 * The losses of candidate vectors for one concept: photos are encoded, captions are tokenized, and
 * every call is one batch through text encoder and UNet.
 *
 * <p>Methods may be called from any thread. Equal arguments give equal bits, in this process or
 * another, with the same options, threads and kind of processor.
 */
public final class Personalization implements AutoCloseable {

  /** Values of one latent sample: what posterior noise and noise must have. */
  public int latentValues() {
    throw new UnsupportedOperationException("to come");
  }

  /** Values of one candidate: vectors times width, summed over the text encoders. */
  public int candidateValues() {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * The training loss of each candidate, in fp32: the mean squared error between the UNet's output
   * and its target, with everything but the candidate the same for all.
   *
   * @param photo index of the photo
   * @param flipped whether its mirror image is meant
   * @param caption index of one of the photo's captions
   * @param timestep 0 to trainTimesteps - 1
   * @param posteriorNoise [latentValues], standard normal: picks the latents from the posterior
   * @param noise [latentValues], standard normal: the noise to be predicted
   * @param candidates [n][candidateValues]: for each text encoder in turn, its vectors one after
   *     the other
   * @return [n]
   */
  public float[] losses(
      int photo,
      boolean flipped,
      int caption,
      int timestep,
      float[] posteriorNoise,
      float[] noise,
      float[][] candidates) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public void close() {}
}
