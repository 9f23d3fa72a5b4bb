package zoodip.diffusion;

/**
 * What one step of a training asks: the losses of its candidates, all for one noisy photo.
 *
 * @param photo index of the photo
 * @param flipped whether its mirror image is meant
 * @param caption index of one of the photo's captions
 * @param timestep 0 to trainTimesteps - 1
 * @param posteriorNoise [latentValues], standard normal: picks the latents from the posterior
 * @param noise [latentValues], standard normal: the noise to be predicted
 * @param candidates [n][candidateValues]: for each text encoder in turn, its vectors one after the
 *     other
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record LossQuery(
    int photo,
    boolean flipped,
    int caption,
    int timestep,
    float[] posteriorNoise,
    float[] noise,
    float[][] candidates) {}
