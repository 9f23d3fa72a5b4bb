package zoodip.zeroth.random;

/**
 * What a random number is for: numbers of different streams are independent, so that drawing more
 * from one never changes another.
 */
public enum RandomStream {
  /** The directions e_i of a gradient estimate. */
  DIRECTIONS(1),
  /** Which training photo a step looks at. */
  PHOTO(2),
  /** Whether that photo is mirrored. */
  FLIP(3),
  /** Which of the photo's captions is used. */
  CAPTION(4),
  /** The timestep of the diffusion process. */
  TIMESTEP(5),
  /** The noise that draws a latent from the VAE's posterior. */
  POSTERIOR_NOISE(6),
  /** The noise that is added to the latent. */
  NOISE(7),
  /** Where the low-discrepancy sequence of timesteps starts. */
  TIMESTEP_START(8),
  /** In which order photos and their mirror images are gone through. */
  PHOTO_ORDER(9),
  /** Whether a sample of the probe set sees its photo mirrored. */
  PROBE_FLIP(10),
  /** Where in its part of the range a sample of the probe set has its timestep. */
  PROBE_TIMESTEP(11),
  /** The noise that draws a latent of the probe set from the VAE's posterior. */
  PROBE_POSTERIOR_NOISE(12),
  /** The noise that is added to a latent of the probe set. */
  PROBE_NOISE(13);

  private final int code;

  RandomStream(int code) {
    this.code = code;
  }

  /**
   * The number that stands for this stream in the counter: part of every run's bits, never changed.
   */
  int code() {
    return code;
  }
}
