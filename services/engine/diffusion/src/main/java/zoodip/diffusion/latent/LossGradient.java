package zoodip.diffusion.latent;

/**
 * The loss of one candidate and where it rises.
 *
 * @param loss mean squared error
 * @param gradient [candidateValues], in the candidate's order
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record LossGradient(float loss, float[] gradient) {}
