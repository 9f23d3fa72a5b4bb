package zoodip.diffusion.text;

import ai.djl.ndarray.NDArray;

/**
 * What a text encoder says about texts, in fp32; tensors belong to the scope that made them.
 *
 * @param last states after the final norm [n, tokens, width]
 * @param penultimate states before the last layer, not normed [n, tokens, width]
 * @param pooled the state at the end, projected where the encoder has a projection [n, width]
 */
public record TextEncoderOutput(NDArray last, NDArray penultimate, NDArray pooled) {}
