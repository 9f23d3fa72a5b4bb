package zoodip.diffusion.unet;

import ai.djl.ndarray.NDArray;

/**
 * What a UNet is told about the image; tensors belong to the scope that made them.
 *
 * @param context the text encoders' states [rows, tokens, width]
 * @param pooled the pooled text [rows, width]; not looked at by models without added conditions
 * @param sizes original height and width, crop top and left, target height and width [1 or rows,
 *     6]; not looked at by models without added conditions
 */
public record Condition(NDArray context, NDArray pooled, NDArray sizes) {}
