package zoodip.trainer.sampling;

/**
 * What all candidates of one step look at.
 *
 * @param photo index of the training photo
 * @param flipped whether the photo is mirrored
 * @param caption index among the photo's captions
 * @param timestep timestep of the diffusion process
 * @param posteriorNoise [latentSize] standard normal noise that draws z0 from the VAE's posterior
 * @param noise [latentSize] standard normal noise that is added to z0
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record StepSample(
    int photo, boolean flipped, int caption, int timestep, float[] posteriorNoise, float[] noise) {}
