package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the losses of one step are computed from; tensors belong to the scope that made them.
 *
 * @param noisy the noisy latents z_t [1, channels, h, w]
 * @param target what the UNet should say [1, channels, h, w]
 * @param timestep t
 * @param ids token ids, for each text encoder [1, tokens]
 * @param concepts candidate vectors, for each text encoder [rows, vectors, width]
 * @param sizes SDXL's six sizes [1, 6]; empty for other models
 */
public record LossBatch(
    NDArray noisy,
    NDArray target,
    int timestep,
    List<NDArray> ids,
    List<NDArray> concepts,
    NDArray sizes) {}
