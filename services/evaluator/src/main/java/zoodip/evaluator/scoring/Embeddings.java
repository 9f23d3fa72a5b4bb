package zoodip.evaluator.scoring;

/**
 * What the encoders see in one image.
 *
 * @param clip image embedding of CLIP, [width of CLIP]
 * @param dino class token of DINOv2, [width of DINOv2]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Embeddings(float[] clip, float[] dino) {}
