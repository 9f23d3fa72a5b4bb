package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.List;
import zoodip.diffusion.training.BatchSharing;

/**
 * What the losses of one step of b trainings are computed from; tensors belong to the scope that
 * made them. Of k * b rows, row r is of training r mod b.
 *
 * @param noisy the noisy latents z_t [b, channels, h, w]
 * @param target what the UNet should say [b, channels, h, w]
 * @param timesteps t [b]
 * @param ids token ids, for each text encoder [b, tokens]
 * @param concepts candidate vectors, for each text encoder [k * b, vectors, width]
 * @param common for each text encoder, leading tokens that all candidates have in common
 * @param sizes SDXL's six sizes [1, 6]; empty for other models
 */
public record LossBatch(
    NDArray noisy,
    NDArray target,
    NDArray timesteps,
    List<NDArray> ids,
    List<NDArray> concepts,
    List<Integer> common,
    NDArray sizes,
    BatchSharing batching) {}
