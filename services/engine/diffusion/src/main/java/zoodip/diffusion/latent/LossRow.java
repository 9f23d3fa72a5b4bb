package zoodip.diffusion.latent;

import java.util.List;

/**
 * What the losses of one training's step are computed from.
 *
 * @param model that computes them
 * @param size of the latents
 * @param noisy the noisy latents z_t
 * @param target what the UNet should say
 * @param timestep t
 * @param ids token ids, for each text encoder
 * @param vectors token positions that the concept takes
 * @param candidates for each text encoder in turn, its vectors one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record LossRow(
    LatentModel model,
    LatentSize size,
    float[] noisy,
    float[] target,
    int timestep,
    List<long[]> ids,
    int vectors,
    float[][] candidates) {

  /** What rows must have in common to be computed together. */
  record Kind(LatentModel model, LatentSize size, int vectors, int candidates) {}

  Kind kind() {
    return new Kind(model, size, vectors, candidates.length);
  }

  /** The same for the candidates that these indices name. */
  LossRow withCandidates(int... indices) {
    float[][] named = new float[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      named[i] = candidates[indices[i]];
    }
    return new LossRow(model, size, noisy, target, timestep, ids, vectors, named);
  }
}
